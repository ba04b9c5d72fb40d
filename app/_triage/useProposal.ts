"use client";
import { useEffect, useRef, useState } from "react";
import { api, type Outputs } from "#app/_trpc/client.ts";

export type Proposal = Outputs["triage"]["propose"];
export type FaultProposal = Proposal["faults"][number];

/** Nobody is asked about while somebody types; a pause this long is one, ms. */
const pause = 350;
const patience = 10_000;
const longest = 600;

/**
 * What these words are likely to be about, asked after a pause in typing; null for too few words, or when the answer
 * does not come. `choosing`: somebody may take what is proposed, so it is shown only for the very words that are there
 * now; `placeCode` is that of the label that was scanned there. Else the last answer stays until the next, so that a note does not flicker.
 */
export function useProposal(
  words: string,
  placeId: string | null,
  choosing = false,
  placeCode?: string,
): Proposal | null {
  const [answer, setAnswer] = useState<{ said: string; proposal: Proposal } | null>(null);
  const newest = useRef(0);
  const said = words.trim().slice(0, longest);
  const enough = /\p{Script=Han}/u.test(said) ? said.length >= 2 : said.length >= 3;
  useEffect(() => {
    const mine = ++newest.current;
    if (!enough) {
      setAnswer(null);
      return;
    }
    const timer = setTimeout(() => {
      const input = placeId === null ? { words: said } : { words: said, placeId, placeCode };
      api.triage.propose.query(input, { signal: AbortSignal.timeout(patience) }).then(
        (proposal) => mine === newest.current && setAnswer({ said, proposal }),
        () => mine === newest.current && setAnswer(null),
      );
    }, pause);
    return () => clearTimeout(timer);
  }, [said, placeId, placeCode, enough]);
  if (!enough || answer === null || (choosing && answer.said !== said)) return null;
  return answer.proposal;
}
