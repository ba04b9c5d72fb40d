import type { Ticket } from "../ticket/ticket.ts";
import type { Calendar } from "../time/calendar.ts";
import { addMinutes } from "../time/day.ts";
import { type ClockState, clocksOf } from "./clocks.ts";
import type { ClockFact } from "./round.ts";
import type { ClockName, Terms } from "./terms.ts";

/** The columns of a ticket that its clocks decide; a cache of the fold, set nowhere else. */
export type Promised = Pick<
  Ticket,
  "acknowledgeBy" | "contactBy" | "arriveBy" | "finishBy" | "dueAt" | "dueClock" | "capAt"
>;

/** What is promised after these facts. */
export function promised(
  facts: readonly ClockFact[],
  terms: Terms,
  calendar: Calendar | null,
  now: string,
): Promised {
  return promisedBy(clocksOf(facts, terms, calendar, now), terms);
}

/** The same from the clocks. A calendar that never opens leaves the bare minutes. */
export function promisedBy(clocks: readonly ClockState[], terms: Terms): Promised {
  const by = (name: ClockName) => {
    const clock = clocks.find((c) => c.clock === name)!;
    return clock.dueAt ?? addMinutes(clock.startedAt, terms.clocks[name].minutes);
  };
  const next = clocks
    .filter((c) => c.running && c.breaksAt !== null)
    .reduce<ClockState | null>(
      (first, c) => (first === null || c.breaksAt! < first.breaksAt! ? c : first),
      null,
    );
  return {
    acknowledgeBy: by("acknowledge"),
    contactBy: by("contact"),
    arriveBy: by("arrive"),
    finishBy: by("finish"),
    dueAt: next?.breaksAt ?? null,
    dueClock: next?.clock ?? null,
    capAt: clocks.find((c) => c.running && c.paused !== null)?.paused?.capAt ?? null,
  };
}
