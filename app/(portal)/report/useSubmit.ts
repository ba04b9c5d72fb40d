"use client";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import type { Photos } from "#app/_photo/usePhotos.ts";
import { isUnknown, type Told } from "#app/_trpc/refusal.ts";
import type { Problem } from "../Problems.tsx";
import { type Draft, reportOf } from "./draft.ts";
import type { Sent } from "./useDraft.ts";
import { forget, giveBack, isFirstTry, press, useWaiting } from "./waiting.ts";

type Props = {
  personId: string;
  draft: Draft | null;
  photos: Photos;
  /** Whom to call while it waits, and whether somebody is in danger. */
  hotline: string | null;
  grave: boolean;
  setProblems: (problems: Problem[]) => void;
  change: (patch: Partial<Draft>) => void;
  drop: (sent: Sent | null) => void;
};

/**
 * Gives the draft with its photos to what waits on this device, which sends it under its own key, once. A no to the first
 * try is said in the form, where it can be mended. Where nobody answers it `waits`, and the form is free.
 */
export function useSubmit({ personId, draft, photos, hotline, grave, setProblems, change, drop }: Props) {
  const t = useTranslations("portal.report");
  const refusal = useRefusalWords();
  const router = useRouter();
  const [wanted, setWanted] = useState(false);
  const [registered, setRegistered] = useState(false);
  /** What was pressed here, and whether it is still this form's. */
  const [pressed, setPressed] = useState<{ key: string; waits: boolean } | null>(null);
  const entry = useWaiting(personId).find((each) => each.draft.key === pressed?.key);
  const trying = pressed !== null && isFirstTry(pressed.key);
  const { handOver, reload } = photos;
  const shrinking = photos.photos.some(({ state }) => state === "shrinking");
  const lost = photos.photos.some(
    ({ state, told }) => state === "unreadable" || (state === "failed" && !(told && isUnknown(told))),
  );

  useEffect(() => {
    if (!wanted || shrinking || draft === null) return;
    setWanted(false);
    if (lost) return setProblems([{ field: "photos", words: t("need.photos") }]);
    if (reportOf(draft) === null) return;
    setPressed({ key: draft.key, waits: false });
    void press(personId, { draft, hotline, grave }, handOver());
  }, [wanted, shrinking, lost, draft, personId, hotline, grave, handOver, setProblems, t]);

  /** Back into the form: why it was not taken is said there. */
  const back = useCallback(
    async (key: string, told: Told) => {
      const given = await giveBack(key);
      setPressed(null);
      if (given === null) return;
      change(given.draft);
      reload(given.draft.photos, given.pictures);
      if (told.code === "NOT_SIGNED_IN")
        return window.location.assign(`/sign-in?next=${encodeURIComponent("/report?step=check")}`);
      if (told.code === "IDEMPOTENCY_MISMATCH") return setRegistered(true);
      const field = fieldOf(told.field);
      const gone = told.code === "NOT_FOUND" && (field === "placeId" || field === "photos");
      const words = field === "wish" ? t("need.wish") : gone ? t(`gone.${field}`) : refusal(told);
      setProblems([{ field, words }]);
    },
    [change, reload, refusal, setProblems, t],
  );

  useEffect(() => {
    if (pressed === null || entry === undefined || trying) return;
    const { key, waits } = pressed;
    if (entry.sent !== null) {
      // What has been sent is not sent again while the next page loads.
      setPressed({ key: "", waits });
      if (!waits) drop(entry.sent);
      void forget(key);
      router.replace(`/repairs/${entry.sent.ticketId}?new=1`);
    } else if (!waits && entry.told !== null) {
      setPressed({ key: "", waits });
      void back(key, entry.told);
    } else if (!waits) {
      drop(null);
      setPressed({ key, waits: true });
    }
  }, [pressed, entry, trying, back, drop, router]);

  const submitting = wanted || pressed !== null;
  function submit() {
    if (submitting || registered) return;
    setProblems([]);
    setWanted(true);
  }
  return {
    submit,
    submitting,
    registered,
    /** How many photos go before the report. */
    photosBefore: entry?.pictures.length ?? 0,
    waits: pressed?.waits ?? false,
    /** The form is for another one. */
    free: () => {
      setPressed(null);
      reload([], []);
    },
  };
}

/** The answer on the page that a field of the wire belongs to. */
function fieldOf(said = ""): string {
  const [first = ""] = said.split(".");
  const answers: Record<string, string> = {
    photoIds: "photos",
    elsewhereAt: "placeId",
    placeCode: "placeId",
  };
  return answers[first] ?? first;
}
