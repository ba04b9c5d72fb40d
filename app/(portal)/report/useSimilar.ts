"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { charactersRead } from "#server/domain/duplicate/grams.ts";
import { codeOf, type Draft, type Fault } from "./draft.ts";

export type Similar = Outputs["ticket"]["similar"]["similar"][number];

/** Longer than this nobody is kept from sending a report. */
const patience = 4_000;

/**
 * What is known already and looks like the draft. It is looked up as soon as place and fault are chosen, so that the
 * number of steps is right early, and again with the words. A danger is sent without questions; and when the answer
 * does not come, there is none.
 */
export function useSimilar(draft: Draft | null, fault: Fault | null) {
  const [similar, setSimilar] = useState<Similar[] | null>(null);
  const [asking, setAsking] = useState(false);
  const newest = useRef(0);
  const { placeId = null, elsewhere = null, scanned = null, description = "", placeWords = "" } = draft ?? {};
  const { placeCode } = codeOf({ placeId, scanned });
  const code = fault === null || fault.danger !== null ? null : fault.code;
  const latest = useRef({ description, placeWords });
  latest.current = { description, placeWords };

  /** The likes of the draft as it stands now, for whoever is about to go on. */
  const ask = useCallback(async (): Promise<Similar[]> => {
    const mine = ++newest.current;
    if ((placeId === null && elsewhere === null) || code === null) {
      setSimilar(code === null && (placeId !== null || elsewhere !== null) ? [] : null);
      return [];
    }
    const where =
      placeId !== null
        ? { placeId, ...(placeCode === undefined ? {} : { placeCode }) }
        : { elsewhereAt: elsewhere ?? "", placeWords: latest.current.placeWords.slice(0, 200) };
    setAsking(true);
    const words = `${latest.current.description} ${latest.current.placeWords}`
      .trim()
      .slice(0, charactersRead);
    const found = await api.ticket.similar
      .query({ ...where, faultCode: code, words }, { signal: AbortSignal.timeout(patience) })
      .then(
        (answer) => answer.similar,
        () => [],
      );
    if (mine === newest.current) {
      setSimilar(found);
      setAsking(false);
    }
    return found;
  }, [placeId, elsewhere, placeCode, code]);

  useEffect(() => void ask(), [ask]);
  return { similar, asking, ask };
}
