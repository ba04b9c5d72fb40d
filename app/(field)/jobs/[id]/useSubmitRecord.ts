"use client";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { serverNow } from "#app/_ui/serverClock.ts";
import type { NamedForm } from "#server/domain/record/form.ts";
import { type Problem, problemsOf } from "#server/domain/record/problems.ts";
import {
  keepDraft,
  missingIn,
  type RecordDraft,
  type RecordField,
  remainsOf,
  sheetOf,
} from "../recordDraft.ts";
import { badly, reserving } from "./parts/usePartLines.ts";
import type { RecordPhoto } from "./useRecordPhotos.ts";
import type { Steps } from "./useSteps.ts";

export type RecordProblems = Partial<Record<RecordField, string>>;

type Props = {
  draft: RecordDraft | null;
  change(patch: Partial<RecordDraft>): void;
  /** Lines of the books that stand for this visit. */
  parts: number;
  form: NamedForm;
  before: RecordPhoto[];
  after: RecordPhoto[];
  steps: Steps;
  personId: string;
  ticketId: string;
  /** The refused record that it takes the place of. */
  of?: string | undefined;
  timeZone: string;
};

/**
 * Keeps the record to be sent, with the photos that are on the phone: they go first. What is missing is told at its
 * field. The draft goes along with it, so that the form is free for another visit and nothing is lost when it is refused.
 */
export function useSubmitRecord(props: Props) {
  const { draft, change, parts, form, before, after, steps, personId, ticketId, of, timeZone } = props;
  const t = useTranslations("field.record");
  const partWords = useTranslations("parts");
  const [problems, setProblems] = useState<RecordProblems>({});
  /** Counts the presses that found problems, so that each of them leads to the first again. */
  const [refused, setRefused] = useState(0);
  const [wanted, setWanted] = useState(false);
  const photos = [...before, ...after];
  const waiting = photos.filter(({ state }) => state === "shrinking").length;
  const lost = photos.some(({ state }) => ["failed", "unreadable", "full"].includes(state));

  function show(found: RecordProblems) {
    setProblems(found);
    setWanted(false);
    setRefused((count) => count + 1);
  }

  async function send(written: RecordDraft) {
    const { measure, result, found, done, materials } = written;
    if (measure === null || result === null) return;
    const pictures = photos.map(({ id }) => id);
    const words = { found, done, materials };
    // Before the record, whose pause they explain; once kept they are not asked for again.
    if (result === "needs_parts" && written.wanted.length > 0) {
      if (!(await steps.take({ verb: "reserve", lines: reserving(written.wanted) }))) return setWanted(false);
      change({ wanted: [] });
    }
    const kept = await steps.take(
      {
        verb: "complete",
        measure,
        result,
        ...words,
        photoIds: [],
        sheet: sheetOf(written, form),
        ...remainsOf(written, serverNow(), timeZone),
      },
      pictures,
      { ...written, wanted: [] },
      of,
    );
    setWanted(false);
    if (!kept) return;
    keepDraft(personId, ticketId, null, of);
    window.history.replaceState(null, "", `/jobs/${ticketId}`);
    window.scrollTo(0, 0);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: it goes when it is wanted and the last photo is ready, once
  useEffect(() => {
    if (!wanted || draft === null || steps.pending) return;
    if (lost) show({ photos: t("need.photos") });
    else if (waiting === 0) void send(draft);
  }, [wanted, waiting, lost]);

  function submit() {
    if (draft === null || wanted || steps.pending) return;
    const missing = missingIn(draft);
    const found: RecordProblems = Object.fromEntries(
      missing.map((field) => [field, t(`need.${field as "measure"}`)]),
    );
    if (draft.result !== null) {
      const counts = { before: before.length, after: after.length };
      const written = { result: draft.result, materials: draft.materials, parts, ...counts };
      for (const problem of problemsOf(form, sheetOf(draft, form), written))
        found[problem.field] = wordsOf(problem);
    }
    const bad = draft.wanted.flatMap((line) => badly(line) ?? [])[0];
    if (draft.result === "needs_parts" && bad) found.wanted = partWords(bad.word, bad);
    if (lost) found.photos = t("need.photos");
    if (Object.keys(found).length > 0) return show(found);
    setProblems({});
    setWanted(true);
  }

  function wordsOf({ field, code, min = 0, max = 0 }: Problem): string {
    if (code === "RANGE") return t("sheet.outside", { min, max });
    if (field.startsWith("reading.")) return t("sheet.needReading");
    if (field === "before") return t("sheet.needBefore");
    if (field === "after") return t("sheet.needAfter");
    return t(field === "signed" ? "sheet.needSigned" : "sheet.need");
  }

  const settle = (field: RecordField) => setProblems(({ [field]: _, ...rest }) => rest);
  return { submit, problems, refused, settle, waiting: wanted ? waiting : 0 };
}
