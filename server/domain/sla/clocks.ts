import type { PauseReason } from "../ticket/ticket.ts";
import { type Calendar, isProvisional, timeAfter, timeBetween } from "../time/calendar.ts";
import { type ClockFact, type Round, roundOf } from "./round.ts";
import { type ClockName, type ClockTerm, clockNames, type Terms, type Whose, whoseWait } from "./terms.ts";

/** One clock at one moment. Instants are ISO; spans are minutes of the clock's own time. */
export type ClockState = {
  clock: ClockName;
  basis: ClockTerm["basis"];
  startedAt: string;
  /** When it was met; null while it runs or when the ticket ended without. */
  stoppedAt: string | null;
  running: boolean;
  /** When it is due with the pauses there have been until now; null when its calendar never opens. */
  dueAt: string | null;
  /** When the promise breaks if nothing else happens: a pause that goes on is counted up to its allowance. */
  breaksAt: string | null;
  remainingMinutes: number;
  breached: boolean;
  /** The pause that holds it now, or would if its allowance were not used up. */
  paused: {
    reason: PauseReason;
    whose: Whose;
    since: string;
    usedMinutes: number;
    capMinutes: number | null;
    /** When the allowance is used up and the clock runs on; null without limit. */
    capAt: string | null;
  } | null;
  /** Minutes given back so far, by reason. */
  givenBack: Partial<Record<PauseReason, number>>;
  /** It counts days of a year whose public holidays are not announced yet. */
  provisional: boolean;
};

const minute = 60_000;

/** Every clock of a ticket's latest round, folded from its events. Pure: the same events, terms, calendar and now. */
export function clocksOf(
  facts: readonly ClockFact[],
  terms: Terms,
  calendar: Calendar | null,
  now: string,
): ClockState[] {
  const round = roundOf(facts);
  if (round === null) return [];
  return clockNames.map((clock) => clockOf(clock, round, terms, calendar, Date.parse(now)));
}

/** A time agreed with the owner is a promise too: what comes first binds. */
function sooner(due: number | null, agreed: number): number | null {
  return due === null ? (agreed === Infinity ? null : agreed) : Math.min(due, agreed);
}

/** From one to the other, below zero when the other is past. */
function signed(span: (from: number, to: number) => number, from: number, to: number): number {
  return to >= from ? span(from, to) : -span(to, from);
}

function clockOf(
  clock: ClockName,
  round: Round,
  terms: Terms,
  siteCalendar: Calendar | null,
  now: number,
): ClockState {
  const term = terms.clocks[clock];
  const calendar = term.basis === "working" ? siteCalendar : null;
  const start = round.started[clock];
  const stop = round.stopped[clock];
  const running = stop === null && !round.ended;
  const until = Math.max(start, stop ?? (round.ended ? round.endedAt : now));
  const holds = round.pauses.filter((p) => terms.pauses[p.reason].stops.includes(clock));
  const capOf = (reason: PauseReason) => (terms.pauses[reason].capMinutes ?? Infinity) * minute;
  const budget = term.minutes * minute;
  const span = (from: number, to: number) => timeBetween(calendar, from, to);
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

  // Everything is measured in the clock's own time since its start; `open` is how long a pause without end is taken to last.
  const walk = (open: number): { due: number; used: Map<PauseReason, number> } => {
    const used = new Map<PauseReason, number>();
    let left = budget;
    let cursor = 0;
    for (const pause of holds) {
      const from = Math.max(cursor, span(start, pause.from));
      // A wait whose end is agreed counts whole while the clock runs.
      const end = pause.planned && running ? pause.to : Math.min(pause.to ?? Infinity, until);
      const to = pause.to === null ? open : span(start, end ?? until);
      if (to <= from) continue;
      if (from - cursor > left) break;
      left -= from - cursor;
      const before = used.get(pause.reason) ?? 0;
      const given = Math.min(to - from, Math.max(0, capOf(pause.reason) - before));
      used.set(pause.reason, before + given);
      cursor = from + given;
    }
    return { due: cursor + left, used };
  };
  const soFar = walk(span(start, until));
  const agreed = clock === "arrive" ? (round.agreedUntil ?? Infinity) : Infinity;
  const due = sooner(timeAfter(calendar, start, soFar.due), agreed);
  const held = running ? holds.find((p) => p.to === null) : undefined;
  const last = held === undefined ? soFar.due : walk(Infinity).due;
  const breaks = !running || last === Infinity ? null : sooner(timeAfter(calendar, start, last), agreed);
  const passed = span(start, until);
  const given = [...soFar.used.values()].reduce((sum, ms) => sum + ms, 0);
  const known = breaks ?? due;
  return {
    clock,
    basis: term.basis,
    startedAt: new Date(start).toISOString(),
    stoppedAt: iso(stop),
    running,
    dueAt: iso(due),
    breaksAt: iso(breaks),
    remainingMinutes: Math.round(
      Math.min(budget - passed + given, agreed === Infinity ? Infinity : signed(span, until, agreed)) /
        minute,
    ),
    breached: due !== null && (stop !== null || running) && (running ? (breaks ?? Infinity) : due) < until,
    paused: held === undefined ? null : waitOf(held.reason, held.from),
    givenBack: Object.fromEntries([...soFar.used].map(([reason, ms]) => [reason, Math.round(ms / minute)])),
    provisional: known !== null && isProvisional(calendar, start, known),
  };

  function waitOf(reason: PauseReason, since: number): NonNullable<ClockState["paused"]> {
    const cap = capOf(reason);
    const before = round.pauses
      .filter((p) => p.reason === reason && p.to !== null)
      .reduce((sum, p) => sum + span(Math.max(start, p.from), p.to ?? until), 0);
    const left = Math.max(0, cap - before);
    const capAt = cap === Infinity ? null : timeAfter(calendar, Math.max(since, start), left);
    return {
      reason,
      whose: whoseWait[reason],
      since: new Date(since).toISOString(),
      usedMinutes: Math.round((soFar.used.get(reason) ?? 0) / minute),
      capMinutes: terms.pauses[reason].capMinutes,
      capAt: iso(capAt),
    };
  }
}
