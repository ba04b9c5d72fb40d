"use client";
import { useEffect, useRef, useState } from "react";
import { api, type Outputs } from "#app/_trpc/client.ts";

export type Proposal = Outputs["triage"]["propose"];
export type FaultProposal = Proposal["faults"][number];

/** Nobody is asked about while somebody types; a pause this long is one, ms. */
const pause = 350;
const patience = 4_000;
const longest = 600;

/**
 * What these words are likely to be about, asked after a pause in typing. What was answered for earlier words stays
 * until the next answer, so that nothing flickers; null for too few words, or when the answer does not come.
 */
export function useProposal(words: string, placeId: string | null, may = true): Proposal | null {
  const [proposal, setProposal] = useState<Proposal | null>(null);
  const newest = useRef(0);
  const said = words.trim().slice(0, longest);
  const enough = may && (/\p{Script=Han}/u.test(said) ? said.length >= 2 : said.length >= 3);
  useEffect(() => {
    const mine = ++newest.current;
    if (!enough) {
      setProposal(null);
      return;
    }
    const timer = setTimeout(() => {
      const input = placeId === null ? { words: said } : { words: said, placeId };
      api.triage.propose.query(input, { signal: AbortSignal.timeout(patience) }).then(
        (answer) => mine === newest.current && setProposal(answer),
        () => mine === newest.current && setProposal(null),
      );
    }, pause);
    return () => clearTimeout(timer);
  }, [said, placeId, enough]);
  return enough ? proposal : null;
}
