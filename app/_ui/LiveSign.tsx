"use client";
import { useEffect, useReducer } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useFreshness } from "#app/_live/connection.ts";
import { settles, shownState } from "#app/_live/shownState.ts";
import { doorBack } from "./doorBack.ts";

/** How true this page is right now: live, catching up, or as of the moment the link was lost, once it is lost for good. */
export function LiveSign() {
  const t = useTranslations("shared.live");
  const format = useFormatter();
  const freshness = useFreshness();
  const { state, since, transport, signedOut } = freshness;
  const [, look] = useReducer((count: number) => count + 1, 0);
  const shown = shownState(freshness, Date.now());
  useEffect(() => {
    if (state !== "offline" || since === "") return;
    const soon = setTimeout(look, Math.max(0, Date.parse(since) + settles - Date.now()));
    return () => clearTimeout(soon);
  }, [state, since]);
  const time = { hour: "2-digit", minute: "2-digit", hour12: false } as const;
  const words = signedOut ? (
    <a href={doorBack()}>{t("signedOut")}</a>
  ) : shown === "offline" ? (
    t("offline", { time: format.dateTime(new Date(since), time) })
  ) : (
    t(shown)
  );
  return (
    <span
      className="live-sign"
      role="status"
      data-testid="live-sign"
      data-state={shown}
      data-transport={transport}
    >
      <span aria-hidden />
      {words}
    </span>
  );
}
