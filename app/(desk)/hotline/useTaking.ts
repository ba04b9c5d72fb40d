"use client";
import { useEffect, useRef, useState } from "react";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { toldBy } from "#app/_trpc/refusal.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import type { Rung } from "./calls.ts";
import { type Rings, useRings } from "./useRings.ts";

const takeIt = (sent: Inputs["hotline"]["take"]) => api.hotline.take.mutate(sent);

type Taking = {
  ringIn(rung: Rung[]): boolean;
  ready: boolean;
  opened(): void;
  firstRings: Rings | null;
};

/**
 * Taking calls: those that are this operator's, taken here or answered at the phone, open their cards by themselves,
 * through `ringIn` once the kept calls are `ready`; `opened` is called when one was new. `firstRings` came with the page.
 */
export function useTaking({ ringIn, ready, opened, firstRings }: Taking) {
  const refusal = useRefusalWords();
  const { rings, ask } = useRings(firstRings);
  const { run } = useCommand(takeIt);
  const [no, setNo] = useState<string | null>(null);
  const latest = useRef({ ringIn, opened });
  latest.current = { ringIn, opened };
  const { mine } = rings;

  useEffect(() => {
    if (ready && mine.length > 0 && latest.current.ringIn(mine)) latest.current.opened();
  }, [mine, ready]);

  async function take(callId: string | undefined) {
    if (callId === undefined) return;
    const sent = await run({ callId });
    ask();
    setNo(sent.ok ? null : refusal(sent.told));
    if (sent.ok && latest.current.ringIn([sent.result])) latest.current.opened();
  }

  /** Nothing is left to do about it. */
  async function finish(callId: string) {
    try {
      await api.hotline.finish.mutate({ key: crypto.randomUUID(), input: { callId } });
      setNo(null);
    } catch (error) {
      setNo(refusal(toldBy(error)));
    }
    ask();
  }
  return { rings, ask, take, finish, no };
}
