import type { Ticket, UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import { whereOf } from "../filterTickets.ts";

/** How many jobs a place names, where it has the room. */
export const mostNamed = 4;

/** What is open in one place: how many of each urgency, in all and in each unit, and the most pressing of it by name. */
export type Tally = {
  total: number;
  late: number;
  worst: UrgencyLevel | null;
  each: [number, number, number, number];
  units: Map<string, { total: number; worst: UrgencyLevel }>;
  named: Ticket[];
};

export function emptyTally(): Tally {
  return { total: 0, late: 0, worst: null, each: [0, 0, 0, 0], units: new Map(), named: [] };
}

/** What still needs somebody, by building, or by public spot where there is no building. `now` in ms. */
export function tallyOf(tickets: Iterable<Ticket>, now: number): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const ticket of tickets) {
    if (ticket.status === "done") continue;
    const where = whereOf(ticket);
    const tally = tallies.get(where) ?? emptyTally();
    tallies.set(where, tally);
    tally.total += 1;
    tally.each[ticket.urgency - 1]! += 1;
    tally.worst = worse(tally.worst, ticket.urgency);
    if (ticket.dueAt !== null && Date.parse(ticket.dueAt) < now) tally.late += 1;
    name(tally.named, ticket);
    const unit = ticket.plate.zh.unit;
    if (unit === undefined) continue;
    const inUnit = tally.units.get(unit);
    tally.units.set(unit, {
      total: (inUnit?.total ?? 0) + 1,
      worst: worse(inUnit?.worst ?? null, ticket.urgency),
    });
  }
  return tallies;
}

/** Keeps the most pressing: the graver first, and of the same urgency what is due first. */
function name(named: Ticket[], ticket: Ticket): void {
  const at = named.findIndex((each) => presses(ticket, each));
  if (at === -1 && named.length === mostNamed) return;
  named.splice(at === -1 ? named.length : at, 0, ticket);
  named.length = Math.min(named.length, mostNamed);
}

function presses(a: Ticket, b: Ticket): boolean {
  if (a.urgency !== b.urgency) return a.urgency < b.urgency;
  return (a.dueAt ?? "9999") < (b.dueAt ?? "9999");
}

function worse(a: UrgencyLevel | null, b: UrgencyLevel): UrgencyLevel {
  return a !== null && a < b ? a : b;
}
