"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "#app/_trpc/client.ts";

/** Is there anybody who could be found by these words? Fewer than four figures belong to no number that finds one. */
export function mayName(text: string): boolean {
  const words = text.trim();
  return words !== "" && !/^[0-9]{1,3}$/.test(words);
}

type Answer = { text: string; ids: ReadonlySet<string> };
const nothing: Answer = { text: "", ids: new Set() };

/**
 * Which open jobs the server knows to be reported by the name or number in these words: who reported is not in the
 * board's copy. `turn` counts the answers that let something through; `again` asks once more, for what came in since.
 */
export function useReporters(text: string) {
  const answer = useRef(nothing);
  const latest = useRef(text);
  latest.current = text;
  const [turn, setTurn] = useState(0);
  const ask = useCallback(async (): Promise<boolean> => {
    const wanted = latest.current;
    if (!mayName(wanted)) return false;
    try {
      const ids = await api.board.reportedBy.query({ text: wanted });
      // The hand has typed on meanwhile.
      if (wanted !== latest.current) return false;
      const before = answer.current;
      answer.current = { text: wanted, ids: new Set(ids) };
      return ids.some((id) => before.text !== wanted || !before.ids.has(id));
    } catch {
      return false;
    }
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words are what there is to ask about
  useEffect(() => {
    void ask().then((more) => more && setTurn((before) => before + 1));
  }, [text, ask]);
  const reported = useCallback(
    (text: string, ticketId: string) => answer.current.text === text && answer.current.ids.has(ticketId),
    [],
  );
  return { reported, turn, again: ask };
}
