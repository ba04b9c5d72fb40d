"use client";
import { useFormatter, useLocale } from "use-intl";
import { personName } from "#app/_i18n/personName.ts";
import { serverNow } from "#app/_ui/serverClock.ts";
import { timeWords } from "#app/(portal)/times.ts";
import { type PlateWords, plateLine } from "#server/domain/place/plate.ts";
import type { Caller, Fault } from "./call.ts";

/** Names, plates and times in the reader's language. */
export function useDeskWords() {
  const locale = useLocale();
  const zh = locale.startsWith("zh");
  const format = useFormatter();
  return {
    zh,
    person: (who: Pick<Caller, "name" | "nameLatin">) => personName(zh, who),
    fault: (fault: Pick<Fault, "nameZh" | "nameEn">) => (zh ? fault.nameZh : fault.nameEn),
    parts: (plate: PlateWords) => (zh ? plate.zh : plate.en),
    plate: (plate: PlateWords) => plateLine(zh ? plate.zh : plate.en),
    /** With the date before it when that is not today there. */
    time: (iso: string, timeZone: string) =>
      timeWords(iso, timeZone, locale, new Date(serverNow()).toISOString()),
    day: (iso: string) => format.dateTime(new Date(iso), { month: "short", day: "numeric" }),
  };
}
