"use client";
import { useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { personName } from "#app/_i18n/personName.ts";
import { serverNow } from "#app/_ui/serverClock.ts";
import { timeWords } from "#app/(portal)/times.ts";
import type { PlateWords } from "#server/domain/place/plate.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";

type Named = { name: string; nameLatin: string };

/** Names, places, times and states in the technician's language. */
export function useFieldWords() {
  const locale = useLocale();
  const t = useTranslations("field");
  return useMemo(() => {
    const zh = locale === "zh";
    return {
      zh,
      place: (plate: PlateWords) => (zh ? plate.zh : plate.en),
      fault: (fault: { nameZh: string; nameEn: string }) => (zh ? fault.nameZh : fault.nameEn),
      person: (who: Named) => personName(zh, who),
      /** The time of day at the site, with the day when it is another one. */
      time: (iso: string, timeZone: string) =>
        timeWords(iso, timeZone, locale, new Date(serverNow()).toISOString()),
      status: (ticket: Pick<Ticket, "status" | "pauseReason">) =>
        ticket.status === "paused" && ticket.pauseReason !== null
          ? `${t("status.paused")} · ${t(`pause.${ticket.pauseReason}`)}`
          : t(`status.${ticket.status}`),
      /** Such as `Arrive by 14:30`; empty where nothing is owed. */
      due: (ticket: Ticket, timeZone: string) => {
        if (ticket.dueAt === null) return "";
        const what = dueOf(ticket);
        const time = timeWords(ticket.dueAt, timeZone, locale, new Date(serverNow()).toISOString());
        return t("due.label", { what: t(`due.${what}`), time });
      },
      ago: (seconds: number) => {
        if (seconds < 60) return t("ago.seconds", { count: Math.max(1, Math.round(seconds)) });
        if (seconds < 3600) return t("ago.minutes", { count: Math.floor(seconds / 60) });
        return t("ago.hours", { count: Math.floor(seconds / 3600) });
      },
    };
  }, [locale, t]);
}

export type FieldWords = ReturnType<typeof useFieldWords>;

function dueOf(ticket: Ticket): "accept" | "contact" | "arrive" | "finish" {
  if (ticket.dueClock === "acknowledge") return "accept";
  return ticket.dueClock ?? "finish";
}
