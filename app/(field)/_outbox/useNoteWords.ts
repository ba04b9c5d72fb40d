"use client";
import { useCallback } from "react";
import { useTranslations } from "use-intl";
import type { RecordDraft } from "../jobs/recordDraft.ts";
import { useFieldWords } from "../useFieldWords.ts";
import type { Kept } from "./kept.ts";
import { saidIn } from "./recordSaid.ts";
import { useRecordWords } from "./useRecordWords.ts";
import { useStepLines } from "./useStepLines.ts";

/** What he did and wrote, as words for the office: for what could not be put down as steps. */
export function useNoteWords() {
  const t = useTranslations("field.outbox");
  const words = useFieldWords();
  const linesOf = useStepLines();
  return useCallback(
    (commands: readonly Kept[]) =>
      commands
        .flatMap((command) => [
          `${words.time(command.step.doneAt, command.about.timeZone)} ${t(`did.${command.step.verb}`)}`,
          ...linesOf(command),
        ])
        .join("\n"),
    [t, words, linesOf],
  );
}

/** A record that was begun and never sent, as words for the office. */
export function useDraftWords() {
  const recordWords = useRecordWords();
  return (draft: RecordDraft) => recordWords(saidIn(draft)).join("\n");
}
