"use client";
import { useCallback, useState } from "react";
import { api } from "#app/_trpc/client.ts";
import type { Told } from "#app/_trpc/refusal.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { isOpen, type Status } from "#server/domain/ticket/status.ts";

type About = { id: string; status: Status };
type Input = { ticketId: string; callId?: string; owed: boolean; words: string };

/** A repair that is still owed is urged; about any other the question alone goes on record. */
function send({ key, input: { owed, ...input } }: { key: string; input: Input }) {
  return owed ? api.ticket.urge.mutate({ key, input }) : api.ticket.asked.mutate({ key, input });
}

/** Puts on record that the caller asks after a repair; `kept` are the repairs for which it is, in this call. */
export function useAsked(callKey: string, callId: string | null) {
  const { run } = useCommand(send);
  const [kept, setKept] = useState<string[]>([]);
  const [no, setNo] = useState<{ id: string; told: Told } | null>(null);
  const mark = (id: string) => `${callKey} ${id}`;

  const record = useCallback(
    async (job: About, words = ""): Promise<boolean> => {
      const once = `${callKey} ${job.id}`;
      if (kept.includes(once)) return true;
      const owed = isOpen(job.status) && job.status !== "done";
      const sent = await run({ ticketId: job.id, owed, words, ...(callId !== null && { callId }) });
      setNo(sent.ok ? null : { id: job.id, told: sent.told });
      if (sent.ok) setKept((before) => [...before, once]);
      return sent.ok;
    },
    [callKey, callId, kept, run],
  );
  return { record, isKept: (id: string) => kept.includes(mark(id)), no };
}
export type Asked = ReturnType<typeof useAsked>;
