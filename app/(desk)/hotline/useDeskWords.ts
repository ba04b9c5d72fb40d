"use client";
import { useFormatter, useLocale } from "use-intl";
import { type PlateWords, plateLine } from "#server/domain/place/plate.ts";
import type { Caller, Fault } from "./call.ts";

/** Names, plates and times in the reader's language. */
export function useDeskWords() {
  const zh = useLocale().startsWith("zh");
  const format = useFormatter();
  return {
    zh,
    person: (who: Pick<Caller, "name" | "nameLatin">) => (zh ? who.name : who.nameLatin || who.name),
    fault: (fault: Pick<Fault, "nameZh" | "nameEn">) => (zh ? fault.nameZh : fault.nameEn),
    parts: (plate: PlateWords) => (zh ? plate.zh : plate.en),
    plate: (plate: PlateWords) => plateLine(zh ? plate.zh : plate.en),
    time: (iso: string) =>
      format.dateTime(new Date(iso), { hour: "2-digit", minute: "2-digit", hour12: false }),
    day: (iso: string) => format.dateTime(new Date(iso), { month: "short", day: "numeric" }),
  };
}
