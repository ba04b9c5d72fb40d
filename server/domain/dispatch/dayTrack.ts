import type { Status } from "../ticket/status.ts";
import type { PauseReason, TicketPatch } from "../ticket/ticket.ts";

/** A ticket from one moment on, until the next turn: how it stood and in whose hands. `at` is when it really was so. */
export type Turn = {
  at: string;
  status: Status;
  technicianId: string | null;
  pauseReason: PauseReason | null;
};

export const stretchKinds = ["travel", "work", "pause"] as const;
export type StretchKind = (typeof stretchKinds)[number];
/** A part of a technician's day on one ticket; `until` is null while it goes on. */
export type Stretch = {
  technicianId: string;
  kind: StretchKind;
  reason: PauseReason | null;
  from: string;
  until: string | null;
};

const kindOf: Partial<Record<Status, StretchKind>> = { en_route: "travel", on_site: "work", paused: "pause" };

/**
 * The turn that an event's patch makes; null when it leaves status and holder alone. `at`, ISO: the event's own time,
 * which counts where only the holder is another.
 */
export function turnOf(patch: TicketPatch, before: Turn | null, at: string): Turn | null {
  if (patch.status === undefined) return null;
  if (patch.statusSince === undefined && patch.technicianId === undefined) return null;
  return {
    at: patch.statusSince ?? at,
    status: patch.status,
    technicianId: patch.technicianId === undefined ? (before?.technicianId ?? null) : patch.technicianId,
    pauseReason: patch.pauseReason === undefined ? (before?.pauseReason ?? null) : patch.pauseReason,
  };
}

/**
 * What was really done: on the way, at work, at rest, one after the other, out of a ticket's turns in order. A step
 * that was told late and lies before the one known already begins where that one did.
 */
export function stretchesOf(turns: readonly Turn[]): Stretch[] {
  const stretches: Stretch[] = [];
  let earliest = "";
  for (const [index, turn] of turns.entries()) {
    const kind = kindOf[turn.status];
    const from = laterOf(turn.at, earliest);
    earliest = from;
    const next = turns[index + 1];
    if (kind === undefined || turn.technicianId === null) continue;
    const until = next === undefined ? null : laterOf(next.at, from);
    if (until === from) continue;
    const reason = kind === "pause" ? turn.pauseReason : null;
    stretches.push({ technicianId: turn.technicianId, kind, reason, from, until });
  }
  return stretches;
}

function laterOf(one: string, other: string): string {
  return one > other ? one : other;
}

/** Minutes of `kind` within a span of time, ms; what still goes on counts until `now`. */
export function minutesOf(
  stretches: readonly Stretch[],
  kind: StretchKind,
  span: { from: number; until: number },
  now: number,
): number {
  let sum = 0;
  for (const each of stretches) {
    if (each.kind !== kind) continue;
    const until = each.until === null ? now : Date.parse(each.until);
    sum += Math.max(0, Math.min(until, span.until) - Math.max(Date.parse(each.from), span.from));
  }
  return Math.round(sum / 60_000);
}
