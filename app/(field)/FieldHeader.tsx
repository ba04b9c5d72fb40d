"use client";
import { UserRound } from "lucide-react";
import Link from "next/link";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { LanguageSwitch } from "#app/_ui/LanguageSwitch.tsx";
import { LiveSign } from "#app/_ui/LiveSign.tsx";
import { ThemeSwitch } from "#app/_ui/ThemeSwitch.tsx";
import { Wordmark } from "#app/_ui/Wordmark.tsx";
import { OutboxSign } from "./_outbox/OutboxSign.tsx";
import { PushSwitch } from "./_push/PushSwitch.tsx";
import { PresenceControl } from "./PresenceControl.tsx";
import { SignOut } from "./SignOut.tsx";
import { useFieldClock } from "./useFieldClock.ts";

/**
 * Stands over every page of the technician: how fresh it is, what is not sent yet, the light in one tap, and behind his
 * name the rest.
 */
export function FieldHeader({ name, personId }: { name: string; personId: string }) {
  const t = useTranslations("field");
  useFieldClock();
  const menu = useRef<HTMLDivElement>(null);
  return (
    <>
      <a className="skip" href="#main">
        {t("skip")}
      </a>
      <header className="field-header">
        <Link href="/jobs" className="field-home" aria-label={t("frame.home")} prefetch={false}>
          <Wordmark />
        </Link>
        <ThemeSwitch />
        <button type="button" className="field-icon" popoverTarget="field-menu" aria-label={t("frame.menu")}>
          <UserRound size={24} strokeWidth={1.75} aria-hidden />
        </button>
        <div ref={menu} id="field-menu" popover="auto" className="field-menu">
          <p>{t("frame.signedInAs", { name })}</p>
          <PresenceControl personId={personId} />
          <Link
            href="/jobs/van"
            className="field-plain"
            prefetch={false}
            onClick={() => menu.current?.hidePopover()}
          >
            {t("van.title")}
          </Link>
          <PushSwitch />
          <LanguageSwitch />
          <SignOut personId={personId} />
        </div>
        <div className="field-under">
          <span>{name}</span>
          <LiveSign />
        </div>
        <OutboxSign personId={personId} />
      </header>
    </>
  );
}
