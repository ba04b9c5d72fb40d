import type { ClockState } from "../sla/clocks.ts";
import type { ClockName } from "../sla/terms.ts";

/** From the one who has it upwards; who is not there is passed over for the next. */
export const rungs = ["technician", "next", "lead", "manager"] as const;
export type Rung = (typeof rungs)[number];

/** In the app, a text message, or a line on the list of people whom the desk rings up. */
export const channels = ["push", "message", "call"] as const;
export type Channel = (typeof channels)[number];

export type Step = {
  clock: ClockName;
  /** Minutes of the wall clock from the deadline; negative is before it. */
  offsetMinutes: number;
  rung: Rung;
  channel: Channel;
  /** Again after so many minutes, until somebody acknowledges; null is once. */
  repeatMinutes: number | null;
  /** May it reach somebody who is off duty? */
  offDuty: boolean;
};

/** A step that has rung, for one deadline of one clock. */
export type Rang = {
  clock: ClockName;
  dueAt: string;
  position: number;
  rings: number;
  lastRungAt: string;
  acknowledgedAt: string | null;
};

/** A ring that is owed: the first of a step, or one more. */
export type Owed = { position: number; step: Step; dueAt: string; ring: number; at: string };

const minute = 60_000;

/** Every ring that is still to come, at the instant it is to be made; empty once nothing runs. */
function comingRings(clocks: readonly ClockState[], steps: readonly Step[], rang: readonly Rang[]): Owed[] {
  const coming: Owed[] = [];
  for (const [position, step] of steps.entries()) {
    const clock = clocks.find((c) => c.clock === step.clock);
    if (clock === undefined || !clock.running || clock.breaksAt === null) continue;
    const dueAt = clock.breaksAt;
    const due = Date.parse(dueAt);
    const first = due + step.offsetMinutes * minute;
    if (isSilenced(step, due, rang, dueAt)) continue;
    const before = rang.find((r) => r.clock === step.clock && r.dueAt === dueAt && r.position === position);
    if (before === undefined) coming.push({ position, step, dueAt, ring: 1, at: iso(first) });
    else if (step.repeatMinutes !== null)
      coming.push({
        position,
        step,
        dueAt,
        ring: before.rings + 1,
        at: iso(Date.parse(before.lastRungAt) + step.repeatMinutes * minute),
      });
  }
  return coming;
}

/**
 * Somebody who acknowledged after the deadline has it in hand: the ladder is silent for that deadline. Before the
 * deadline an acknowledgement quiets the warnings only; a promise that breaks all the same is told.
 */
function isSilenced(step: Step, due: number, rang: readonly Rang[], dueAt: string): boolean {
  return rang.some(
    (r) =>
      r.clock === step.clock &&
      r.dueAt === dueAt &&
      r.acknowledgedAt !== null &&
      (step.offsetMinutes < 0 || Date.parse(r.acknowledgedAt) >= due),
  );
}

/**
 * What has to ring by now. `since` is when the ticket's timer was set for: what should have rung before it was not
 * meant to ring, such as the past of a history that was brought in.
 */
export function ringsOwed(
  clocks: readonly ClockState[],
  steps: readonly Step[],
  rang: readonly Rang[],
  since: string,
  now: string,
): Owed[] {
  return comingRings(clocks, steps, rang)
    .filter((owed) => owed.at >= since && owed.at <= now)
    .sort((a, b) => a.at.localeCompare(b.at) || a.position - b.position);
}

/**
 * When the ticket's timer has to go off next; null when it owes no ring. `from` says per clock what lies too far back to
 * ring for any more.
 */
export function nextRing(
  clocks: readonly ClockState[],
  steps: readonly Step[],
  rang: readonly Rang[],
  from: (clock: ClockName) => string = () => "",
): string | null {
  const times = comingRings(clocks, steps, rang)
    .filter((owed) => owed.at >= from(owed.step.clock))
    .map((owed) => owed.at);
  return times.sort()[0] ?? null;
}

export type Called = { personId: string; rung: Rung; onDuty: boolean };

/**
 * Whom a ring is for: somebody of the step's rung who is on duty, each in turn; nobody there, the next rung. Only a
 * step that may reach people off duty does, and then its own rung first. Null when nobody is left.
 */
export function whomToCall(
  step: Pick<Step, "rung" | "offDuty">,
  ring: number,
  people: Record<Rung, ReadonlyArray<{ id: string; onDuty: boolean }>>,
): Called | null {
  for (const rung of rungs.slice(rungs.indexOf(step.rung))) {
    const there = people[rung].filter((who) => who.onDuty || step.offDuty);
    const present = there.filter((who) => who.onDuty);
    const list = present.length > 0 ? present : there;
    const who = list[(ring - 1) % Math.max(1, list.length)];
    if (who !== undefined) return { personId: who.id, rung, onDuty: who.onDuty };
  }
  return null;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
