import type { TicketEventType } from "../ticket/event.ts";
import type { PauseReason } from "../ticket/ticket.ts";

/** Seconds of one visit, measured from its steps. */
export type Times = {
  travel: number;
  work: number;
  paused: number;
  /** The waiting by what it was for. */
  waits: Partial<Record<PauseReason, number>>;
};

type Told = {
  type: string;
  at: string;
  doneAt?: string | null;
  data: { reason?: unknown; workRecordId?: unknown; undid?: unknown };
};

type Doing = "travel" | "work" | PauseReason | null;
/** What has been measured so far of the visit that goes on. */
type State = { times: Times; doing: Doing; since: number };

/** From here on somebody else has it: his times begin at nothing. */
const anew: readonly TicketEventType[] = ["assigned", "transferred"];
/** Nobody is under way, at work or waiting for it any more. */
const ends: readonly TicketEventType[] = [
  ...anew,
  "completed",
  "confirmed",
  "reopened",
  "declined",
  "withdrawn",
  "vacated",
  "handed_back",
  "settled",
  "cancelled",
  "turned_down",
  "merged",
  "unmerged",
];
const among = (list: readonly TicketEventType[], type: unknown) =>
  (list as readonly unknown[]).includes(type);

const none = (): Times => ({ travel: 0, work: 0, paused: 0, waits: {} });

/**
 * How long each visit took, from the events, oldest first: on the way from `departed` to `arrived`, at work without the
 * pauses until it is on record. `records` has the times of each record, `last` those of the visit after which nothing
 * came. A change of who has it ends whatever went on, and begins anew; taking that back lets it go on. A phone's believed
 * time counts before the time at which the office heard of it.
 */
export function timesOf(events: readonly Told[]): { last: Times; records: Map<string, Times> } {
  const records = new Map<string, Times>();
  let state: State = { times: none(), doing: null, since: 0 };
  let before: State = state;
  let kept = false;
  for (const { type, at, doneAt, data } of events) {
    if (type === "undone") {
      if (among(ends, data.undid)) state = before;
      continue;
    }
    const doing = after(type, data.reason);
    if (doing === undefined) continue;
    const now = Date.parse(doneAt ?? at);
    // What went before was put on record: this is another visit.
    const times = spent(kept ? { ...state, times: none() } : state, now);
    kept = typeof data.workRecordId === "string";
    if (kept) records.set(String(data.workRecordId), times);
    before = state;
    state = { times: among(anew, type) ? none() : times, doing, since: now };
  }
  return { last: state.times, records };
}

/** What was measured, and what has gone on since. */
function spent({ times, doing, since }: State, now: number): Times {
  const seconds = Math.max(0, Math.round((now - since) / 1000));
  if (doing === null) return times;
  if (doing === "travel" || doing === "work") return { ...times, [doing]: times[doing] + seconds };
  const waits = { ...times.waits, [doing]: (times.waits[doing] ?? 0) + seconds };
  return { ...times, paused: times.paused + seconds, waits };
}

/** What he does after it; undefined where it changes nothing. */
function after(type: string, reason: unknown): Doing | undefined {
  switch (type) {
    case "departed":
      return "travel";
    case "arrived":
    case "resumed":
      return "work";
    case "paused":
      return reason as PauseReason;
    case "no_access":
      return "no_access";
    default:
      return among(ends, type) ? null : undefined;
  }
}
