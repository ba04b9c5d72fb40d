"use client";
import { useLocale, useTranslations } from "use-intl";
import { timeWords } from "#app/(portal)/times.ts";
import type { Began } from "#server/domain/ticket/began.ts";
import { dayParts, type Wish } from "#server/domain/ticket/wish.ts";

/** Since when it is so, and when somebody may come, in the reader's language. */
export function useSaidWords() {
  const t = useTranslations("shared.said");
  const locale = useLocale();
  const day = (iso: string) =>
    new Intl.DateTimeFormat(locale.startsWith("zh") ? "zh-CN" : "en-GB", {
      timeZone: "UTC",
      month: locale.startsWith("zh") ? "long" : "short",
      day: "numeric",
      weekday: "short",
    }).format(new Date(`${iso}T00:00:00Z`));
  const window = ({ day: date, part }: Wish["windows"][number]) => {
    const [from, to] = dayParts[part];
    return t("window", { day: day(date), part: t(`part.${part}`), from, to });
  };
  return {
    day,
    window,
    /** Empty when nothing was said. */
    began: (began: Began | null, beganAt: string | null, timeZone: string, now: string) => {
      if (began === null) return "";
      if (began !== "exact" || beganAt === null) return t(`began.${began}`);
      return timeWords(beganAt, timeZone, locale, now);
    },
    wish: ({ windows, callFirst }: Wish) => {
      const when = windows.length === 0 ? t("anyTime") : windows.map(window).join(t("or"));
      return callFirst ? `${when}${t("join")}${t("callFirst")}` : when;
    },
  };
}
