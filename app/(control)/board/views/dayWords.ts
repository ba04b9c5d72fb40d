"use client";
import { useMemo } from "react";
import { useLocale } from "use-intl";

/** Times and dates of one day in its own zone, whatever zone the reader sits in. */
export function useDayWords(timeZone: string) {
  const locale = useLocale();
  return useMemo(() => {
    const clock = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
    const date = new Intl.DateTimeFormat(locale, {
      timeZone,
      month: "short",
      day: "numeric",
      weekday: "short",
    });
    const zoned = new Intl.DateTimeFormat(locale, { timeZone, hour: "numeric", timeZoneName: "short" });
    const isZone = (part: Intl.DateTimeFormatPart) => part.type === "timeZoneName";
    return {
      /** The name of the zone, such as GMT+8. */
      zone: (at: number) => zoned.formatToParts(at).find(isZone)?.value ?? timeZone,
      clock: (at: number) => clock.format(at),
      date: (at: number) => date.format(at),
    };
  }, [timeZone, locale]);
}
