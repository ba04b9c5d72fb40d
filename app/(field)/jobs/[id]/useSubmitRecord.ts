"use client";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import type { Photo } from "#app/_photo/usePhotos.ts";
import { keepDraft, missingIn, type RecordDraft, type RecordField } from "../recordDraft.ts";
import type { Steps } from "./useSteps.ts";

export type RecordProblems = Partial<Record<RecordField, string>>;

const fieldOf: Record<string, RecordField> = {
  measure: "measure",
  found: "found",
  done: "done",
  materials: "materials",
  result: "result",
  photoIds: "photos",
};

type Props = { draft: RecordDraft | null; photos: Photo[]; steps: Steps; personId: string; ticketId: string };

/** Sends the record, after the photos that are still on their way. What is missing is told at its field first. */
export function useSubmitRecord({ draft, photos, steps, personId, ticketId }: Props) {
  const t = useTranslations("field.record");
  const refusal = useRefusalWords();
  const [problems, setProblems] = useState<RecordProblems>({});
  /** Counts the presses that found problems, so that each of them leads to the first again. */
  const [refused, setRefused] = useState(0);
  const [wanted, setWanted] = useState(false);
  const waiting = photos.filter(({ state }) => state === "shrinking" || state === "sending").length;
  const lost = photos.some(({ state }) => state === "failed" || state === "unreadable");

  function show(found: RecordProblems) {
    setProblems(found);
    setWanted(false);
    setRefused((count) => count + 1);
  }

  async function send(record: RecordDraft) {
    const { measure, result, found, done, materials } = record;
    if (measure === null || result === null) return;
    const photoIds = record.photos.map((photo) => photo.photoId);
    const told = await steps.take({ verb: "complete", measure, result, found, done, materials, photoIds });
    setWanted(false);
    if (told === null) {
      keepDraft(personId, ticketId, null);
      window.history.replaceState(null, "", `/jobs/${ticketId}`);
      window.scrollTo(0, 0);
      return;
    }
    const field = fieldOf[told.field ?? ""];
    if (field) show({ [field]: refusal(told) });
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: it goes when it is wanted and the last photo is there, once
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
