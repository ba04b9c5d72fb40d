"use client";
import { useLocale, useTranslations } from "use-intl";
import type { LiveState } from "#app/_live/connection.ts";
import { useServerClock } from "#app/_ui/serverClock.ts";
import type { useWordsOf } from "../board/useWords.ts";

type Props = {
  /** When all of it was true, by the server's clock. */
  asOf: string;
  state: LiveState | "connecting";
  stale: boolean;
  /** Whoever was signed in here is not any more. */
  ended: boolean;
  words: ReturnType<typeof useWordsOf>;
  siteId: string;
};

/** What time it is, and how true everything below is: large, always, and never guessed. */
export function WallHead({ asOf, state, stale, ended, words, siteId }: Props) {
  const t = useTranslations("control.wall");
  const locale = useLocale();
  const now = useServerClock(1_000);
  const at = new Date(now).toISOString();
  // The clock shown moves once a second; what was heard within it is not from the future.
  const heard = [asOf, at].sort()[0]!;
  const time = (iso: string) => words.time(iso, siteId, true);
  const old = stale || ended;
  const sign = ended ? t("signedOut") : stale && state !== "offline" ? t("noAnswer") : t(state);
  const date = new Intl.DateTimeFormat(locale, {
    timeZone: words.zoneName(siteId),
    weekday: "long",
    month: "long",
    day: "numeric",
  }).format(now);
  return (
    <header
      className="wall-head"
      data-testid="wall-head"
      data-state={ended ? "signed_out" : state}
      data-stale={old}
    >
      <span className="wall-fresh" role="status">
        <span className="wall-mark" aria-hidden />
        <strong data-testid="wall-as-of" suppressHydrationWarning>
          {t(old ? "dataAsOf" : "asOf", { time: time(heard) })} · {sign}
        </strong>
      </span>
      <span className="wall-date" suppressHydrationWarning>
        {date}
      </span>
      <time className="wall-clock" data-testid="wall-clock" suppressHydrationWarning>
        {time(at)}
      </time>
    </header>
  );
}
