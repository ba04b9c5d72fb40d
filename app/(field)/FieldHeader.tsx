"use client";
import { UserRound } from "lucide-react";
import Link from "next/link";
import { signOut } from "next-auth/react";
import { useContext, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { liveSocket } from "#app/_live/connection.ts";
import { api } from "#app/_trpc/client.ts";
import { LanguageSwitch } from "#app/_ui/LanguageSwitch.tsx";
import { LiveSign } from "#app/_ui/LiveSign.tsx";
import { PaintedAt, setServerClock } from "#app/_ui/serverClock.ts";
import { ThemeSwitch } from "#app/_ui/ThemeSwitch.tsx";
import { Wordmark } from "#app/_ui/Wordmark.tsx";

/** Stands over every page of the technician: how fresh it is, the light in one tap, and behind his name the rest. */
export function FieldHeader({ name }: { name: string }) {
  const t = useTranslations("field");
  const [leaving, setLeaving] = useState(false);
  const [failed, setFailed] = useState(false);
  useFieldClock();

  async function leave() {
    setLeaving(true);
    setFailed(false);
    try {
      await api.session.end.mutate({ key: crypto.randomUUID(), input: {} });
      await signOut({ redirect: false });
      window.location.assign("/sign-in");
    } catch {
      setLeaving(false);
      setFailed(true);
    }
  }

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
        <div id="field-menu" popover="auto" className="field-menu">
          <p>{t("frame.signedInAs", { name })}</p>
          <LanguageSwitch />
          <button
            type="button"
            className="field-plain"
            disabled={leaving}
            onClick={leave}
            data-testid="sign-out"
          >
            {leaving ? t("frame.leaving") : t("frame.signOut")}
          </button>
          <p role="status">{failed ? t("frame.failed") : ""}</p>
        </div>
        <div className="field-under">
          <span>{name}</span>
          <LiveSign />
        </div>
      </header>
    </>
  );
}

/** Due times are the server's: told by the page when it was painted, and by every beat of the link from then on. */
function useFieldClock(): void {
  const painted = useContext(PaintedAt);
  useEffect(() => {
    if (painted > 0) setServerClock(new Date(painted).toISOString());
    const socket = liveSocket();
    socket.on("beat", setServerClock);
    return () => {
      socket.off("beat", setServerClock);
    };
  }, [painted]);
}
