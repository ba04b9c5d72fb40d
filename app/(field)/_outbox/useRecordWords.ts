"use client";
import { useCallback } from "react";
import { useLocale, useTranslations } from "use-intl";
import { type RecordSaid, recordLines } from "./recordSaid.ts";

/** A record in words, line by line. */
export function useRecordWords() {
  const t = useTranslations("field");
  const zh = useLocale().startsWith("zh");
  return useCallback(
    (said: RecordSaid) =>
      recordLines(said, { zh, t: (key, values) => t(key as "record.measure", values as never) }),
    [t, zh],
  );
}
