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
  version?: number;
  data: { reason?: unknown; of?: unknown };
};

/**
 * How long the last visit took, from its events, oldest first: on the way from `departed` to `arrived`, at work until
 * `completed` without the pauses. A phone's believed time counts before the time at which the office heard of it. Whoever
 * took the job over is measured for himself, and what the desk took back again did not happen.
 */
export function timesOf(events: readonly Told[]): Times {
  const times: Times = { travel: 0, work: 0, paused: 0, waits: {} };
  let doing: "travel" | "work" | PauseReason | null = null;
  let since = 0;
  const undone = new Set(events.flatMap((each) => (each.type === "undone" ? [each.data.of] : [])));
  for (const { type, at, doneAt, data, version } of events) {
    if (version !== undefined && undone.has(version)) continue;
    const now = Date.parse(doneAt ?? at);
    const next = stateAfter(type, data.reason);
    if (next === undefined) continue;
    const spent = Math.max(0, Math.round((now - since) / 1000));
    if (doing === "travel" || doing === "work") times[doing] += spent;
    else if (doing !== null) {
      times.paused += spent;
      times.waits[doing] = (times.waits[doing] ?? 0) + spent;
    }
    if (type === "assigned" || type === "transferred")
      Object.assign(times, { travel: 0, work: 0, paused: 0, waits: {} });
    doing = next;
    since = now;
  }
  return times;
}

/** What he does after it; undefined where it changes nothing. */
function stateAfter(type: string, reason: unknown): "travel" | "work" | PauseReason | null | undefined {
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
    case "assigned":
    case "transferred":
    case "completed":
    case "declined":
    case "withdrawn":
    case "handed_back":
      return null;
    default:
      return undefined;
  }
}
