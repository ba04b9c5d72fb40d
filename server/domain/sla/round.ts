import type { EventType } from "../ticket/event.ts";
import { endedStatuses, type Status } from "../ticket/status.ts";
import type { PauseReason, TicketPatch } from "../ticket/ticket.ts";
import { type ClockName, clockNames } from "./terms.ts";

/** What the clocks read of an event. */
export type ClockFact = {
  type: EventType;
  /** Which of the ticket's events it is; the one that is being written has none yet. */
  version?: number;
  /** Of an event that takes another back: the version of that one. */
  undoes?: number;
  at: string;
  /** Of the first fact: when the company first heard of it. */
  receivedAt?: string;
  reason?: PauseReason;
  /** Of an attempt to speak to the owner. */
  reached?: boolean;
  /** Of a time that was agreed: when it is, when somebody could have come, and whose wish it was. */
  agreed?: { from: string; until: string; earliest: string; byOwner: boolean };
  /** No time is agreed any more. */
  unagreed?: boolean;
  /** The ticket ended with this fact and nothing is owed any more. */
  ends?: boolean;
};

/** One that is not over yet has no end. */
export type Pause = { reason: PauseReason; from: number; to: number | null };

/** The owner's: its end is known beforehand, because the owner chose when somebody comes. */
export type Wait = { from: number; to: number };

/** One run of the clocks, from the report or the last reopening; instants in ms. */
export type Round = {
  started: Record<ClockName, number>;
  stopped: Record<ClockName, number | null>;
  /** One after the other. */
  pauses: Pause[];
  /** One after the other, beside the pauses: what holds the work up for another reason does not make them shorter. */
  waits: Wait[];
  /** The end of the time that is agreed with the owner: a promise of its own. */
  agreedUntil: number | null;
  ended: boolean;
  endedAt: number;
};

type Said = {
  type: EventType;
  ticketVersion?: number;
  at: string;
  data: Record<string, unknown>;
  patch: TicketPatch;
};

/** An event of the stream as the clocks read it. */
export function clockFact({ type, ticketVersion, at, data, patch }: Said): ClockFact {
  return {
    type,
    at,
    ...(ticketVersion !== undefined && { version: ticketVersion }),
    ...(type === "undone" && { undoes: Number(data.of) }),
    ...(patch.receivedAt !== undefined && { receivedAt: patch.receivedAt }),
    ...(patch.pauseReason != null && { reason: patch.pauseReason }),
    ...agreedIn(type, data),
    ...(type === "contacted" && { reached: data.reached === "yes" }),
    ...(patch.status !== undefined && gone(patch.status) && { ends: true }),
  };
}

function agreedIn(type: EventType, data: Said["data"]): Pick<ClockFact, "agreed" | "unagreed"> {
  const { from, until, earliest, side, visitEnded } = data;
  const off = type === "appointment_cancelled" || type === "appointment_offered";
  if (off || visitEnded !== undefined) return { unagreed: true };
  const of = type === "appointment_chosen" || type === "appointment_changed";
  if (!of || typeof from !== "string" || typeof until !== "string" || typeof earliest !== "string") return {};
  return { agreed: { from, until, earliest, byOwner: side === "owner" } };
}

function gone(status: Status): boolean {
  return status !== "closed" && (endedStatuses as readonly Status[]).includes(status);
}

function begin(at: number): Round {
  const each = <T>(value: T) => Object.fromEntries(clockNames.map((c) => [c, value])) as Record<ClockName, T>;
  return {
    started: each(at),
    stopped: each<number | null>(null),
    pauses: [],
    waits: [],
    agreedUntil: null,
    ended: false,
    endedAt: at,
  };
}

/** The latest round of a ticket's story; null before it is reported. */
export function roundOf(facts: readonly ClockFact[]): Round | null {
  let round: Round | null = null;
  const undone = new Set(facts.flatMap((fact) => fact.undoes ?? []));
  for (const fact of facts) {
    const at = Date.parse(fact.at);
    // What was taken back did not happen, and neither did the taking back, but for a time that could not be kept.
    if (fact.undoes !== undefined || (fact.version !== undefined && undone.has(fact.version))) {
      if (fact.undoes !== undefined && fact.unagreed && round !== null)
        take(round, { type: fact.type, at: fact.at, unagreed: true }, at);
      continue;
    }
    if (fact.type === "reported") round = begin(Date.parse(fact.receivedAt ?? fact.at));
    else if (fact.type === "reopened") round = begin(at);
    else if (round !== null) take(round, fact, at);
  }
  return round;
}

const arriving: readonly EventType[] = ["arrived", "resumed", "no_access", "completed"];

/**
 * The owner could have had somebody earlier and chose a later time: the time between is the owner's, and the clocks
 * stand for it. What the company moves further off is its own.
 */
function agree(
  round: Round,
  agreed: NonNullable<ClockFact["agreed"]>,
  at: number,
  before: Wait | undefined,
): void {
  const to = Date.parse(agreed.from);
  if (before !== undefined) {
    before.to = Math.max(before.from, agreed.byOwner ? to : Math.min(before.to, to));
    return;
  }
  const from = Math.max(at, Date.parse(agreed.earliest));
  if (agreed.byOwner && to > from) round.waits.push({ from, to });
}

/** Whoever held it holds it no more, and somebody else is to take it now; of a pause that goes on only once it is over. */
const losing: readonly EventType[] = [
  "withdrawn",
  "declined",
  "handed_back",
  "transferred",
  "pause_over",
  "unmerged",
];

function take(round: Round, fact: ClockFact, at: number): void {
  const stop = (...names: ClockName[]) => {
    for (const name of names) round.stopped[name] ??= Math.max(at, round.started[name]);
  };
  const goOn = () => {
    const open = round.pauses.at(-1);
    if (open?.to === null) open.to = at;
  };
  const planned = () => {
    const last = round.waits.at(-1);
    return last !== undefined && last.to > at ? last : undefined;
  };
  // What was to come is here, or called off: the rest of the wait is not waited.
  if (arriving.includes(fact.type) || fact.unagreed || fact.ends) {
    const wait = planned();
    if (wait) wait.to = Math.max(wait.from, at);
  }
  if (round.stopped.arrive === null && (fact.agreed || fact.unagreed))
    round.agreedUntil = fact.agreed ? Date.parse(fact.agreed.until) : null;
  // Whoever has agreed on a time has been spoken to.
  if (fact.agreed) {
    stop("contact");
    agree(round, fact.agreed, at, planned());
  }
  if (fact.type === "accepted") stop("acknowledge");
  if (fact.type === "contacted" && fact.reached) stop("contact");
  if (fact.type === "arrived") stop("contact", "arrive");
  // He was at the door, and says so with proof; nobody was spoken to.
  if (fact.type === "no_access") stop("arrive");
  if ((fact.type === "paused" || fact.type === "no_access") && fact.reason !== undefined) {
    goOn();
    round.pauses.push({ reason: fact.reason, from: at, to: null });
  }
  // Assigned out of a pause that nobody held, or the pause would be over.
  const lost = losing.includes(fact.type) || (fact.type === "assigned" && round.pauses.at(-1)?.to === null);
  if (lost || fact.type === "resumed") goOn();
  // Whoever had taken it has it no more: somebody else is owed the same time to take it.
  if (lost && round.stopped.acknowledge !== null) {
    round.started.acknowledge = at;
    round.stopped.acknowledge = null;
  }
  if (fact.type === "completed" || fact.type === "settled") {
    goOn();
    stop(...clockNames);
  }
  if (fact.ends && !round.ended) {
    goOn();
    round.ended = true;
    round.endedAt = at;
  }
  // It was not the same after all: what was promised is owed still.
  if (fact.type === "unmerged") round.ended = false;
}
