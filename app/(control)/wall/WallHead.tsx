"use client";
import { useLocale, useTranslations } from "use-intl";
import type { Freshness } from "#app/_live/connection.ts";
import { byServerClock, useServerClock } from "#app/_ui/serverClock.ts";
import type { useWordsOf } from "../board/useWords.ts";

type Props = {
  freshness: Freshness;
  linked: boolean;
  signedOut: boolean;
  words: ReturnType<typeof useWordsOf>;
  siteId: string;
};

/** What time it is, and how true everything below is: large, always, and never guessed. */
export function WallHead({ freshness, linked, signedOut, words, siteId }: Props) {
  const t = useTranslations("control.wall");
  const locale = useLocale();
  const now = useServerClock(1_000);
  const { state, since, lastHeardAt } = freshness;
  const at = new Date(now).toISOString();
  // The clock shown moves once a second; what was heard within it is not from the future.
  const heard = [byServerClock(lastHeardAt), at].sort()[0]!;
  const time = (iso: string) => words.time(iso, siteId, true);
  const sign = signedOut
    ? t("signedOut")
    : since === ""
      ? t("connecting")
      : state === "offline"
        ? t("offline", { time: time(byServerClock(since)) })
        : t(state);
  const date = new Intl.DateTimeFormat(locale, {
    timeZone: words.zoneName(siteId),
    weekday: "long",
    month: "long",
    day: "numeric",
  }).format(now);
  const stale = signedOut || !linked;
  return (
    <header
      className="wall-head"
      data-testid="wall-head"
      data-state={signedOut ? "signed_out" : state}
      data-stale={stale}
    >
      <span className="wall-fresh" role="status">
        <span className="wall-mark" aria-hidden />
        <strong data-testid="wall-fresh" suppressHydrationWarning>
          {lastHeardAt === "" ? "" : `${t(stale ? "dataAsOf" : "asOf", { time: time(heard) })} · `}
          {sign}
        </strong>
      </span>
      <span className="wall-date" suppressHydrationWarning>
        {date}
      </span>
      <time className="wall-clock" suppressHydrationWarning>
        {time(at)}
      </time>
    </header>
  );
}
