"use client";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { missingIn, type RecordDraft, type RecordField } from "../recordDraft.ts";
import type { RecordPhoto } from "./useRecordPhotos.ts";
import type { Steps } from "./useSteps.ts";

export type RecordProblems = Partial<Record<RecordField, string>>;

type Props = { draft: RecordDraft | null; photos: RecordPhoto[]; steps: Steps; ticketId: string };

/**
 * Keeps the record to be sent, with the photos that are on the phone: they go first. What is missing is told at its
 * field. The draft stays until the office has the record.
 */
export function useSubmitRecord({ draft, photos, steps, ticketId }: Props) {
  const t = useTranslations("field.record");
  const [problems, setProblems] = useState<RecordProblems>({});
  /** Counts the presses that found problems, so that each of them leads to the first again. */
  const [refused, setRefused] = useState(0);
  const [wanted, setWanted] = useState(false);
  const waiting = photos.filter(({ state }) => state === "shrinking").length;
  const lost = photos.some(({ state }) => ["failed", "unreadable", "full"].includes(state));

  function show(found: RecordProblems) {
    setProblems(found);
    setWanted(false);
    setRefused((count) => count + 1);
  }

  async function send({ measure, result, found, done, materials }: RecordDraft) {
    if (measure === null || result === null) return;
    const pictures = photos.map(({ id }) => id);
    const words = { found, done, materials };
    const kept = await steps.take({ verb: "complete", measure, result, ...words, photoIds: [] }, pictures);
    setWanted(false);
    if (!kept) return;
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
    if (lost) found.photos = t("need.photos");
    if (Object.keys(found).length > 0) return show(found);
    setProblems({});
    setWanted(true);
  }

  const settle = (field: RecordField) => setProblems(({ [field]: _, ...rest }) => rest);
  return { submit, problems, refused, settle, waiting: wanted ? waiting : 0 };
}
