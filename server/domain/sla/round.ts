import type { EventType } from "../ticket/event.ts";
import { endedStatuses, type Status } from "../ticket/status.ts";
import type { PauseReason, TicketPatch } from "../ticket/ticket.ts";
import { type ClockName, clockNames } from "./terms.ts";

/** What the clocks read of an event. */
export type ClockFact = {
  type: EventType;
  at: string;
  /** Of the first fact: when the company first heard of it. */
  receivedAt?: string;
  reason?: PauseReason;
  /** Of an attempt to speak to the owner. */
  reached?: boolean;
  /** The ticket ended with this fact and nothing is owed any more. */
  ends?: boolean;
};

export type Pause = { reason: PauseReason; from: number; to: number | null };

/** One run of the clocks, from the report or the last reopening; instants in ms. */
export type Round = {
  started: Record<ClockName, number>;
  stopped: Record<ClockName, number | null>;
  pauses: Pause[];
  ended: boolean;
  endedAt: number;
};

type Said = { type: EventType; at: string; data: Record<string, unknown>; patch: TicketPatch };

/** An event of the stream as the clocks read it. */
export function clockFact({ type, at, data, patch }: Said): ClockFact {
  return {
    type,
    at,
    ...(patch.receivedAt !== undefined && { receivedAt: patch.receivedAt }),
    ...(patch.pauseReason != null && { reason: patch.pauseReason }),
    ...(type === "contacted" && { reached: data.reached === "yes" }),
    ...(patch.status !== undefined && gone(patch.status) && { ends: true }),
  };
}

function gone(status: Status): boolean {
  return status !== "closed" && (endedStatuses as readonly Status[]).includes(status);
}

function begin(at: number): Round {
  const each = <T>(value: T) => Object.fromEntries(clockNames.map((c) => [c, value])) as Record<ClockName, T>;
  return { started: each(at), stopped: each<number | null>(null), pauses: [], ended: false, endedAt: at };
}

/** The latest round of a ticket's story; null before it is reported. */
export function roundOf(facts: readonly ClockFact[]): Round | null {
  let round: Round | null = null;
  for (const fact of facts) {
    const at = Date.parse(fact.at);
    if (fact.type === "reported") round = begin(Date.parse(fact.receivedAt ?? fact.at));
    else if (fact.type === "reopened") round = begin(at);
    else if (round !== null) take(round, fact, at);
  }
  return round;
}

function take(round: Round, fact: ClockFact, at: number): void {
  const stop = (...names: ClockName[]) => {
    for (const name of names) round.stopped[name] ??= Math.max(at, round.started[name]);
  };
  const goOn = () => {
    const open = round.pauses.at(-1);
    if (open?.to === null) open.to = at;
  };
  if (fact.type === "accepted") stop("acknowledge");
  if (fact.type === "contacted" && fact.reached) stop("contact");
  if (fact.type === "arrived") stop("contact", "arrive");
  if (fact.type === "paused" && fact.reason !== undefined) {
    goOn();
    round.pauses.push({ reason: fact.reason, from: at, to: null });
  }
  const lost = fact.type === "withdrawn" || fact.type === "declined" || fact.type === "handed_back";
  if (lost || fact.type === "resumed") goOn();
  // Whoever had taken it has it no more: somebody else is owed the same time to take it.
  if (lost && round.stopped.acknowledge !== null) {
    round.started.acknowledge = at;
    round.stopped.acknowledge = null;
  }
  if (fact.type === "completed") {
    goOn();
    stop(...clockNames);
  }
  if (fact.ends && !round.ended) {
    goOn();
    round.ended = true;
    round.endedAt = at;
  }
}
