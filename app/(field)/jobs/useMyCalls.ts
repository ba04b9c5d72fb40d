"use client";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { byServerClock } from "#app/_ui/serverClock.ts";
import { useOutbox } from "../_outbox/useOutbox.ts";
import { type Heard, useOverList } from "./useOverList.ts";

export type CallList = Outputs["escalation"]["list"];
export type Call = CallList[number];

const lookEvery = 30_000;

/**
 * Deadlines that call him by name, until he says that he has it: what rings for one clock of a job together, however many
 * steps of its ladder ring, the first deadline first. `taken`: he has said so, and the office does not know yet.
 */
export function useMyCalls(first: Heard<CallList> | null, personId: string) {
  const { commands } = useOutbox();
  const takes = commands.flatMap(({ step, state, answeredAt }) =>
    step.verb === "takeCall" ? [{ id: step.escalationId, waits: state === "queued", answeredAt }] : [],
  );
  const heard = useOverList(`calls ${personId}`, first, {
    ask: () => api.escalation.list.query({}),
    again: takes.filter(({ waits }) => !waits).length,
    every: lookEvery,
  });
  const asked = heard?.at ?? 0;
  const ids = (which: (take: (typeof takes)[number]) => boolean) =>
    new Set(takes.filter(which).map(({ id }) => id));
  const waiting = ids(({ waits }) => waits);
  // Answered since this list was made: the next one will say nothing of them.
  const over = ids(({ answeredAt }) => answeredAt !== null && Date.parse(byServerClock(answeredAt)) > asked);
  const mine = (heard?.said ?? []).filter((call) => call.mine);
  const ended = new Set(mine.filter(({ id }) => over.has(id)).map(deadlineOf));
  const clocks = byClock(mine.filter((call) => !ended.has(deadlineOf(call))));
  return [...clocks].map(([clock, calls]) => ({
    clock,
    calls,
    taken: calls.some(({ id }) => waiting.has(id)),
  }));
}

/** Whoever takes one call has taken all that ring for its deadline. */
export function deadlineOf({ ticketId, clock, dueAt }: Call): string {
  return `${ticketId} ${clock} ${dueAt}`;
}

function byClock(calls: readonly Call[]): Map<string, [Call, ...Call[]]> {
  const found = new Map<string, [Call, ...Call[]]>();
  for (const call of calls) {
    const clock = `${call.ticketId} ${call.clock}`;
    const known = found.get(clock);
    if (known) known.push(call);
    else found.set(clock, [call]);
  }
  return found;
}
