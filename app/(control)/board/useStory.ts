"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { agreedWords } from "#app/_i18n/agreedWords.ts";
import type { Detail } from "./useDetail.ts";
import { useWords } from "./useWords.ts";

export type Entry = Detail["entries"][number];

/** A job's story in words: what happened, and who did it. */
export function useStory() {
  const t = useTranslations("control");
  const words = useWords();
  return useMemo(
    () => ({
      what(entry: Entry, siteId: string): string {
        const key = `reason.${String(entry.data.reason ?? "other")}` as "reason.other";
        return t(`event.${entry.type}`, {
          technician: entry.technician ? words.person(entry.technician) : t("event.somebody"),
          from: entry.from ? words.person(entry.from) : t("event.somebody"),
          reason: t.has(key) ? t(key) : t("reason.other"),
          mode: String(entry.data.mode ?? ""),
          count: Number(entry.data.count ?? entry.data.windows ?? 0),
          visit: Number(entry.data.visit ?? 1),
          photos: Number(entry.data.photos ?? 0),
          calls: Number(entry.data.calls ?? 0),
          when: agreedWords(entry.data, words.zoneName(siteId), words.zh ? "zh" : "en"),
          reached: String(entry.data.reached ?? "yes"),
          materials: String(entry.data.materials ?? ""),
          store: String((words.zh ? entry.data.storeZh : entry.data.storeEn) ?? ""),
          instead: String(entry.data.instead ?? ""),
          undid: String(entry.data.undid ?? ""),
          answer: String(entry.data.answer ?? "accepted"),
          number: String(entry.data.number ?? ""),
          why: String(entry.data.reason ?? ""),
        });
      },
      /** A name, and that it came through the reporter's link, which may have been handed on. */
      doer(by: NonNullable<Entry["by"]>): string {
        const name = words.person(by);
        if (by.role === "anonymous") return t("event.byNobody");
        if (by.role !== "link") return name;
        return name === "" ? t("event.byLink") : `${name} · ${t("event.byLink")}`;
      },
    }),
    [t, words],
  );
}
