"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Ticket, UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import { extrasOf } from "../QueueCard.tsx";
import { useWords } from "../useWords.ts";

/** Everything that a row of the list says, made once for all of them. */
export function useRowWords() {
  const words = useWords();
  const urgencies = useTranslations("shared.urgency");
  const ages = useTranslations("shared.age");
  const countdown = useTranslations("shared.countdown");
  const t = useTranslations("control");
  return useMemo(
    () => ({
      words,
      urgency: (level: UrgencyLevel) => urgencies(`u${level}`),
      closed: t("status.closed"),
      /** How it came and what it has behind it. */
      notes: (ticket: Ticket) => [t(`source.${ticket.source}`), ...extrasOf(ticket, t)].join(" · "),
      lateBy: countdown("lateBy"),
      days: (days: number, hours: number) => countdown("days", { days, hours }),
      /** How long ago, `now` in ms. */
      age: (since: string, now: number) => {
        const minutes = Math.max(0, Math.floor((now + 10_000 - Date.parse(since)) / 60_000));
        if (minutes < 1) return ages("now");
        if (minutes < 60) return ages("minutes", { count: minutes });
        if (minutes < 48 * 60) return ages("hours", { count: Math.floor(minutes / 60) });
        return ages("days", { count: Math.floor(minutes / 1440) });
      },
    }),
    [words, urgencies, ages, countdown, t],
  );
}
