"use client";
import { useCallback } from "react";
import { useLocale, useTranslations } from "use-intl";
import { stockOf } from "../_stock/stockCopy.ts";
import type { RecordDraft } from "../jobs/recordDraft.ts";
import { useFieldWords } from "../useFieldWords.ts";
import type { Kept } from "./kept.ts";

/** What he did and wrote, as words for the office: for what could not be put down as steps. */
export function useNoteWords() {
  const t = useTranslations("field");
  const visit = useTranslations("visit");
  const zh = useLocale() === "zh";
  const words = useFieldWords();
  return useCallback(
    (commands: readonly Kept[]) => {
      const line = (title: string, said: string | undefined) =>
        said?.trim() ? [`${title}: ${said.trim()}`] : [];
      const about = ({ step, personId }: Kept): string[] => {
        switch (step.verb) {
          case "pause":
            return [t(`hold.reasons.${step.reason}`), step.words ?? ""];
          case "decline":
            return [t(`decline.reasons.${step.reason}`), step.words ?? ""];
          case "noAccess":
            return [visit(`why.${step.reason}`), step.words ?? ""];
          case "guide":
            return [step.way ?? "", step.access ?? "", step.valve ?? ""];
          case "use":
          case "reserve":
          case "quote": {
            const parts = (stockOf(personId)?.sites ?? []).flatMap(({ materials }) => materials);
            return step.lines.map(({ materialId, quantity }) => {
              const part = parts.find(({ id }) => id === materialId);
              return `${(zh ? part?.nameZh : part?.nameEn) ?? materialId} × ${quantity}`;
            });
          }
          case "complete":
            return [
              ...line(t("record.measure"), t(`record.measures.${step.measure}`)),
              ...line(t("record.found"), step.found),
              ...line(t("record.sheet.cause"), step.sheet?.cause),
              ...line(t("record.done"), step.done),
              ...line(t("record.materials"), step.materials),
              ...line(t("record.sheet.tools"), step.sheet?.tools),
              ...line(t("record.result"), t(`record.results.${step.result}`)),
              ...line(t("record.sheet.readings"), Object.values(step.sheet?.readings ?? {}).join(" · ")),
            ];
          default:
            return [];
        }
      };
      return commands
        .flatMap((command) => [
          `${words.time(command.step.doneAt, command.about.timeZone)} ${t(`outbox.did.${command.step.verb}`)}`,
          ...about(command),
        ])
        .filter((each) => each !== "")
        .join("\n");
    },
    [t, visit, zh, words],
  );
}

/** A record that was begun and never sent, as words for the office. */
export function useDraftWords() {
  const t = useTranslations("field.record");
  return ({ found, cause, done, materials, tools }: RecordDraft) =>
    [found, cause, done, materials, tools]
      .map((said, at) => {
        const title = [t("found"), t("sheet.cause"), t("done"), t("materials"), t("sheet.tools")][at];
        return said.trim() === "" ? "" : `${title}: ${said.trim()}`;
      })
      .filter((line) => line !== "")
      .join("\n");
}
