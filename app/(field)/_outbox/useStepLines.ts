"use client";
import { useCallback } from "react";
import { useLocale, useTranslations } from "use-intl";
import { windowWords } from "#server/domain/appointment/words.ts";
import { stockOf } from "../_stock/stockCopy.ts";
import { readDraft } from "../jobs/recordDraft.ts";
import { useFieldWords } from "../useFieldWords.ts";
import type { Kept } from "./kept.ts";
import { saidBy, saidIn } from "./recordSaid.ts";
import { useRecordWords } from "./useRecordWords.ts";

/** What he chose and wrote in a step, line by line; nothing where the press itself says it all. */
export function useStepLines() {
  const t = useTranslations("field");
  const visit = useTranslations("visit");
  const language = useLocale().startsWith("zh") ? "zh" : "en";
  const words = useFieldWords();
  const recordWords = useRecordWords();
  return useCallback(
    ({ key, step, draft, personId, about: { timeZone } }: Kept): string[] => {
      const lines = (): string[] => {
        switch (step.verb) {
          case "pause":
            return [
              t(`hold.reasons.${step.reason}`),
              step.backAt ? t("outbox.backAt", { time: words.time(step.backAt, timeZone) }) : "",
              step.words ?? "",
            ];
          case "decline":
            return [t(`decline.reasons.${step.reason}`), step.words ?? ""];
          case "noAccess":
            return [visit(`why.${step.reason}`), step.words ?? ""];
          case "offerTimes":
            return step.windows.map((window) => windowWords(window, timeZone, language));
          case "fixTime":
            return [windowWords(step.window, timeZone, language)];
          case "visitOff":
            return [visit(`off.${step.reason}`)];
          case "message":
            return [t(`reach.word.${step.word}`)];
          case "presence":
            return [t(`presence.is.${step.presence}`)];
          case "guide":
            return [step.way ?? "", step.access ?? "", step.valve ?? ""];
          case "note":
            return [step.words];
          case "use":
          case "reserve":
          case "quote":
          case "vanBack": {
            const parts = (stockOf(personId)?.sites ?? []).flatMap(({ materials }) => materials);
            return step.lines.map(({ materialId, quantity }) => {
              const part = parts.find(({ id }) => id === materialId);
              return `${(language === "zh" ? part?.nameZh : part?.nameEn) ?? materialId} × ${quantity}`;
            });
          }
          case "complete": {
            // Gone over again and not sent yet, it says what he wrote last.
            const changed = readDraft(personId, step.ticketId, key);
            return recordWords(changed ? saidIn(changed) : saidBy({ step, ...(draft && { draft }) })!);
          }
          default:
            return [];
        }
      };
      return lines().filter((line) => line.trim() !== "");
    },
    [t, visit, language, words, recordWords],
  );
}
