import type { Status } from "../ticket/status.ts";
import type { PauseReason } from "../ticket/ticket.ts";
import { addMinutes } from "../time/day.ts";

/** Minutes promised for one urgency, wall clock, counted from when the company first heard of it. */
export type ServiceLevel = { acknowledgeMinutes: number; arriveMinutes: number; finishMinutes: number };
export type Promises = { acknowledgeBy: string; arriveBy: string; finishBy: string };

/**
 * Preset for a first-class Chinese estate (promises.md `CN-1`; the 30-minute arrival of urgent repairs is the
 * industry association's 2004 grade-one standard, the rest is what firms publish themselves). Editable per site.
 */
export const presetLevels: Record<1 | 2 | 3 | 4, ServiceLevel> = {
  1: { acknowledgeMinutes: 3, arriveMinutes: 15, finishMinutes: 24 * 60 },
  2: { acknowledgeMinutes: 5, arriveMinutes: 30, finishMinutes: 24 * 60 },
  3: { acknowledgeMinutes: 30, arriveMinutes: 4 * 60, finishMinutes: 48 * 60 },
  4: { acknowledgeMinutes: 24 * 60, arriveMinutes: 48 * 60, finishMinutes: 7 * 24 * 60 },
};

export function promisesFrom(receivedAt: string, level: ServiceLevel): Promises {
  return {
    acknowledgeBy: addMinutes(receivedAt, level.acknowledgeMinutes),
    arriveBy: addMinutes(receivedAt, level.arriveMinutes),
    finishBy: addMinutes(receivedAt, level.finishMinutes),
  };
}

type Clock = keyof Promises;

/** Which promise runs in which status; null where nothing is owed any more. */
export const runningClock: Record<Status, Clock | null> = {
  received: "acknowledgeBy",
  triaged: "acknowledgeBy",
  dispatched: "acknowledgeBy",
  accepted: "arriveBy",
  en_route: "arriveBy",
  on_site: "finishBy",
  paused: "finishBy",
  done: null,
  closed: null,
  cancelled: null,
  declined: null,
  duplicate: null,
};

export function dueAt(status: Status, promises: Promises): string | null {
  const clock = runningClock[status];
  return clock === null ? null : promises[clock];
}

/** Whose wait a pause is: only waits that are not the company's own move the finish deadline. */
export const pauseMovesDeadline: Record<PauseReason, boolean> = {
  parts: false,
  contractor: false,
  no_access: true,
  owner: true,
  quote: true,
  weather: true,
};
