import type { PauseReason } from "../ticket/ticket.ts";
import { type Calendar, isProvisional, timeAfter, timeBetween } from "../time/calendar.ts";
import { givenBack, heldSpans } from "./held.ts";
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
  const stops = (reason: PauseReason) => terms.pauses[reason].stops.includes(clock);
  const holds = round.pauses.filter((p) => stops(p.reason));
  const waits = stops("owner") ? round.waits : [];
  const capOf = (reason: PauseReason) => (terms.pauses[reason].capMinutes ?? Infinity) * minute;
  const budget = term.minutes * minute;
  const span = (from: number, to: number) => timeBetween(calendar, from, to);
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

  // Everything is measured in the clock's own time since its start; `open` is how long a pause without end is taken to last.
  const walk = (open: number): { due: number; used: Map<PauseReason, number> } => {
    const spans = heldSpans([
      ...holds.map(({ reason, from, to }) => ({
        reason,
        from: span(start, from),
        to: to === null ? open : span(start, Math.min(to, until)),
      })),
      // A wait whose end is agreed counts whole while the clock runs.
      ...waits.map(({ from, to }) => ({
        reason: "owner" as const,
        from: span(start, from),
        to: span(start, running ? to : Math.min(to, until)),
      })),
    ]);
    return givenBack(spans, budget, capOf);
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
    const before = heldSpans(
      [...round.pauses.filter((p) => p.reason === reason), ...(reason === "owner" ? waits : [])].map(
        ({ from, to }) => ({
          reason,
          from: span(start, from),
          to: span(start, Math.min(to ?? since, since)),
        }),
      ),
    ).reduce((sum, { from, to }) => sum + to - from, 0);
    const cap = capOf(reason);
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
