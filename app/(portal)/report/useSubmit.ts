"use client";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import type { Photo } from "#app/_photo/usePhotos.ts";
import { api } from "#app/_trpc/client.ts";
import { toldBy } from "#app/_trpc/refusal.ts";
import type { Problem } from "../Problems.tsx";
import { codeOf, type Draft } from "./draft.ts";
import type { Sent } from "./useDraft.ts";

type Props = {
  draft: Draft | null;
  photos: Photo[];
  setProblems: (problems: Problem[]) => void;
  drop: (sent: Sent | null) => void;
};

/**
 * Sends the draft under its own key, after the photos that are still on their way. While nobody knows whether it
 * arrived the key stays, so pressing again cannot register it twice, not even after a reload.
 */
export function useSubmit({ draft, photos, setProblems, drop }: Props) {
  const t = useTranslations("portal.report");
  const refusal = useRefusalWords();
  const router = useRouter();
  const [wanted, setWanted] = useState(false);
  const [registered, setRegistered] = useState(false);
  /** Stays true after success: what has been sent is not sent again while the next page loads. */
  const sending = useRef(false);
  const waiting = photos.filter((p) => p.state === "shrinking" || p.state === "sending").length;
  const lost = photos.some((p) => p.state === "failed" || p.state === "unreadable");

  const send = useCallback(async () => {
    if (sending.current || draft === null || draft.faultCode === null || draft.urgency === null) return;
    if (draft.placeId === null && draft.elsewhere === null) return;
    sending.current = true;
    try {
      const { placeId, elsewhere, placeWords, faultCode, urgency, description, notSame, wish, contactName } =
        draft;
      const photoIds = draft.photos.map((photo) => photo.photoId);
      const input = {
        ...(placeId !== null ? { placeId } : {}),
        ...(placeId === null && elsewhere !== null ? { elsewhereAt: elsewhere } : {}),
        placeWords,
        faultCode,
        urgency,
        description,
        photoIds,
        notSame,
        wish,
        contactName,
        ...optional(draft),
      };
      const sent = await api.ticket.report.mutate({ key: draft.key, input });
      drop(sent);
      router.replace(`/repairs/${sent.ticketId}?new=1`);
    } catch (error) {
      setWanted(false);
      const told = toldBy(error);
      if (told.code === "NOT_SIGNED_IN") {
        window.location.assign(`/sign-in?next=${encodeURIComponent("/report?step=check")}`);
      } else if (told.code === "IDEMPOTENCY_MISMATCH") {
        setRegistered(true);
      } else {
        const field = fieldOf(told.field);
        const gone = told.code === "NOT_FOUND" && (field === "placeId" || field === "photos");
        const own = field === "wish" ? t("need.wish") : gone ? t(`gone.${field}`) : refusal(told);
        setProblems([{ field, words: told.code === "OFFLINE" ? t("check.unknown") : own }]);
      }
      sending.current = false;
    }
  }, [draft, drop, refusal, router, setProblems, t]);

  useEffect(() => {
    if (!wanted || sending.current) return;
    if (lost) {
      setWanted(false);
      setProblems([{ field: "photos", words: t("need.photos") }]);
    } else if (waiting === 0) {
      void send();
    }
  }, [wanted, waiting, lost, send, setProblems, t]);

  function submit() {
    if (wanted || registered) return;
    setProblems([]);
    setWanted(true);
  }
  return { submit, submitting: wanted, waiting, registered };
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

/** What was said besides; what was not said is not sent. */
function optional({ began, beganAt, contactPhone, placeId, scanned, repeatOf }: Draft) {
  return {
    ...codeOf({ placeId, scanned }),
    ...(repeatOf === null ? {} : { repeatOf }),
    ...(began === null ? {} : { began }),
    ...(began === "exact" && beganAt !== null ? { beganAt } : {}),
    ...(contactPhone.trim() === "" ? {} : { contactPhone }),
  };
}
