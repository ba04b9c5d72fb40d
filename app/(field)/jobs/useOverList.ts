"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useLiveSocket } from "#app/_live/connection.ts";
import { serverNow } from "#app/_ui/serverClock.ts";
import { useAskOnLink } from "../useAskOnLink.ts";

/** What the office said, and when, ms of its clock. */
export type Heard<T> = { at: number; said: T };

/** The newest answers that this page load has seen: a list that is gone back to was made before them. */
const newest = new Map<string, Heard<unknown>>();

/**
 * What stands over the list: `first` came with the page, so that nothing moves under a thumb; then it is asked for on
 * every link and news, when `again` changes, and every `every` ms. Without an answer the last one stays.
 */
export function useOverList<T>(
  name: `${"offers" | "calls"} ${string}`,
  first: Heard<T> | null,
  { ask, again, every }: { ask(): Promise<T>; again: number; every: number },
): Heard<T> | null {
  const [heard, setHeard] = useState(() => {
    const last = (newest.get(name) ?? null) as Heard<T> | null;
    return last !== null && (first === null || last.at > first.at) ? last : first;
  });
  const asked = useRef(0);
  const latest = useRef(ask);
  latest.current = ask;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when `again` changes
  const look = useCallback(async () => {
    asked.current += 1;
    const turn = asked.current;
    const at = serverNow();
    const said = await latest.current().catch(() => null);
    if (said === null || turn !== asked.current) return;
    newest.set(name, { at, said });
    setHeard({ at, said });
  }, [name, again]);
  useLiveSocket();
  useAskOnLink(look, "jobs");
  useEffect(() => {
    const timer = setInterval(look, every);
    return () => clearInterval(timer);
  }, [look, every]);
  return heard;
}
