"use client";
import Link from "next/link";
import { signOut } from "next-auth/react";
import { useContext, useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { personName } from "#app/_i18n/personName.ts";
import { liveSocket } from "#app/_live/connection.ts";
import { api } from "#app/_trpc/client.ts";
import { LanguageSwitch } from "#app/_ui/LanguageSwitch.tsx";
import { LiveSign } from "#app/_ui/LiveSign.tsx";
import { PaintedAt, setServerClock } from "#app/_ui/serverClock.ts";
import { ThemeSwitch } from "#app/_ui/ThemeSwitch.tsx";
import { Wordmark } from "#app/_ui/Wordmark.tsx";

type Named = { name: string; nameLatin?: string };

/** Stands over the operator's page: how fresh it is, the board, and who is signed in. */
export function DeskHeader({ who, board }: { who: Named | null; board: boolean }) {
  const t = useTranslations("desk.frame");
  const zh = useLocale().startsWith("zh");
  const [leaving, setLeaving] = useState<"no" | "now" | "failed">("no");
  const painted = useContext(PaintedAt);
  useEffect(() => {
    if (painted > 0) setServerClock(new Date(painted).toISOString());
    const socket = liveSocket();
    socket.on("beat", setServerClock);
    return () => {
      socket.off("beat", setServerClock);
    };
  }, [painted]);

  async function leave() {
    setLeaving("now");
    try {
      await api.session.end.mutate({ key: crypto.randomUUID(), input: {} });
      await signOut({ redirect: false });
      window.location.assign("/sign-in?as=staff");
    } catch {
      setLeaving("failed");
    }
  }

  return (
    <>
      <a className="skip" href="#main">
        {t("skip")}
      </a>
      <header className="desk-header">
        <Wordmark />
        <span className="desk-room">{t("room")}</span>
        {board && (
          <Link href="/board" prefetch={false} className="desk-link">
            {t("board")}
          </Link>
        )}
        <span className="desk-header-end">
          <LiveSign />
          <ThemeSwitch />
          <LanguageSwitch />
          <span className="desk-name">{who && personName(zh, who)}</span>
          <button type="button" className="desk-button" disabled={leaving === "now"} onClick={leave}>
            {leaving === "now" ? t("leaving") : t("signOut")}
          </button>
          <span role="status">{leaving === "failed" ? t("failed") : ""}</span>
        </span>
      </header>
    </>
  );
}
