"use client";
import { useCallback, useRef, useState } from "react";
import { isUnknown, type Told, toldBy } from "./refusal.ts";

type Sent<Input> = { key: string; input: Input };
type Answer<Result> = { ok: true; result: Result } | { ok: false; told: Told };

const inFlight = new Set<Promise<unknown>>();

/** Ends when every command that is on its way is answered. Was there any? */
export async function commandsEnded(): Promise<boolean> {
  const any = inFlight.size > 0;
  while (inFlight.size > 0) await Promise.allSettled(inFlight);
  return any;
}

/**
 * Sends a command with an idempotency key of its own. While the outcome is unknown (no network, server away) the same
 * input keeps its key, so pressing again can never do it twice. `told` is the refusal to show; null after success.
 */
export function useCommand<Input, Result>(send: (sent: Sent<Input>) => Promise<Result>) {
  const [pending, setPending] = useState(false);
  const [told, setTold] = useState<Told | null>(null);
  const open = useRef<{ key: string; input: string } | null>(null);
  const busy = useRef(false);

  const ask = useCallback(
    async (input: Input): Promise<Answer<Result>> => {
      if (busy.current) return { ok: false, told: { code: "WAIT", params: { seconds: 1 } } };
      busy.current = true;
      setPending(true);
      const words = JSON.stringify(input);
      if (open.current?.input !== words) open.current = { key: crypto.randomUUID(), input: words };
      try {
        const result = await send({ key: open.current.key, input });
        open.current = null;
        setTold(null);
        return { ok: true, result };
      } catch (error) {
        const no = toldBy(error);
        if (!isUnknown(no)) open.current = null;
        setTold(no);
        return { ok: false, told: no };
      } finally {
        busy.current = false;
        setPending(false);
      }
    },
    [send],
  );
  const run = useCallback(
    (input: Input) => {
      const asked = ask(input);
      inFlight.add(asked);
      void asked.finally(() => inFlight.delete(asked));
      return asked;
    },
    [ask],
  );
  return { run, pending, told, forget: () => setTold(null) };
}
