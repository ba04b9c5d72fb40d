import { isInHand, isOpen, isUnassigned } from "../ticket/status.ts";
import type { Ticket } from "../ticket/ticket.ts";

/** What is due within this time is due soon, ms. */
export const soonWithin = 30 * 60_000;

export type Counted = Pick<
  Ticket,
  "status" | "urgency" | "technicianId" | "dueAt" | "incidentId" | "leadsIncident"
>;
/**
 * `away`: he says, or the desk says for him, that he is not there: a break, off, ill. `elsewhere`: what he has in hand at
 * sites whose tickets are not looked at here.
 */
export type Crew = {
  id: string;
  shift: { from: string; until: string } | null;
  away: boolean;
  elsewhere?: { jobs: number };
};

export type Figures = {
  urgent: number;
  unassigned: number;
  late: number;
  soon: number;
  /** At work with nothing in hand, of all who are there. */
  free: number;
  there: number;
  /** Work that somebody owes, whether it is held or not. */
  open: number;
};

/**
 * Work that somebody still owes: open, not done, and not waiting under an incident, whose leading ticket stands for it.
 */
export function isOwed(
  ticket: Pick<Counted, "status" | "technicianId" | "incidentId" | "leadsIncident">,
): boolean {
  if (!isOpen(ticket.status) || ticket.status === "done") return false;
  return ticket.incidentId == null || ticket.leadsIncident || !isUnassigned(ticket);
}

/** His shift has begun and is not over at this instant (ISO). */
export function onShift(who: Pick<Crew, "shift">, now: string): boolean {
  return who.shift !== null && who.shift.from <= now && who.shift.until > now;
}

/** On shift, and not on a break, off or ill. */
export function isThere(who: Crew, now: string): boolean {
  return onShift(who, now) && !who.away;
}

/** Who has something in hand, here or elsewhere. */
export function busyOf(
  tickets: Iterable<Pick<Counted, "status" | "technicianId">>,
  crew: readonly Crew[],
): Set<string> {
  const busy = new Set(crew.filter((who) => (who.elsewhere?.jobs ?? 0) > 0).map((who) => who.id));
  for (const ticket of tickets)
    if (ticket.technicianId !== null && isInHand(ticket)) busy.add(ticket.technicianId);
  return busy;
}

/**
 * The figures that the board's header and the wall both show: one way to count, so that they never differ. Everything
 * open is counted, whatever a filter hides. `now` in ms.
 */
export function figuresOf(tickets: Iterable<Counted>, crew: readonly Crew[], now: number): Figures {
  const at = new Date(now).toISOString();
  const soon = new Date(now + soonWithin).toISOString();
  const figures: Figures = { urgent: 0, unassigned: 0, late: 0, soon: 0, free: 0, there: 0, open: 0 };
  const all = [...tickets];
  for (const ticket of all) {
    if (!isOwed(ticket)) continue;
    figures.open += 1;
    if (ticket.urgency === 1) figures.urgent += 1;
    if (isUnassigned(ticket)) figures.unassigned += 1;
    if (ticket.dueAt === null) continue;
    if (ticket.dueAt < at) figures.late += 1;
    else if (ticket.dueAt < soon) figures.soon += 1;
  }
  const busy = busyOf(all, crew);
  for (const who of crew) {
    if (!isThere(who, at)) continue;
    figures.there += 1;
    if (!busy.has(who.id)) figures.free += 1;
  }
  return figures;
}
