"use client";
import { useTranslations } from "use-intl";
import type { Freshness } from "#app/_live/connection.ts";
import { byServerClock, useServerClock } from "#app/_ui/serverClock.ts";
import { useWords } from "./useWords.ts";

/** How true the board is right now, and when the server last spoke. Never hidden, never guessed. */
export function BoardSign({ freshness }: { freshness: Freshness }) {
  const t = useTranslations("control");
  const words = useWords();
  useServerClock(1_000);
  const { state, since, lastHeardAt, transport, signedOut } = freshness;
  const seconds =
    lastHeardAt === "" ? null : Math.max(0, Math.floor((Date.now() - Date.parse(lastHeardAt)) / 1000));
  const never = since === "";
  const offline = () => t("live.offline", { time: words.time(byServerClock(since), undefined, true) });
  const is = signedOut ? "signedOut" : never ? "connecting" : state;
  const sign = is === "offline" ? offline() : t(`live.${is}`);
  return (
    <span
      className="control-sign"
      data-testid="live-sign"
      data-state={never ? "connecting" : state}
      data-transport={transport}
    >
      <span className="control-sign-mark" aria-hidden />
      <span>
        <strong>{sign}</strong>
        <small>{seconds === null ? t("live.silent") : t("live.lastHeard", { seconds })}</small>
      </span>
    </span>
  );
}
