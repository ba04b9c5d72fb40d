import type { Status } from "#server/domain/ticket/status.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";

/** What he does now comes first, then what waits for him. */
const order: Partial<Record<Status, number>> = {
  on_site: 0,
  paused: 1,
  en_route: 2,
  accepted: 3,
  dispatched: 4,
  done: 5,
};

/** Finished work stays to be seen in its lane for so long, ms. */
export const doneShownFor = 3_600_000;

/** The technician in whose lane the ticket lies; null for none. */
export function laneOf(ticket: Ticket): string | null {
  return order[ticket.status] === undefined ? null : ticket.technicianId;
}

export function laneKey(ticket: Ticket): string {
  return `${order[ticket.status] ?? 9} ${ticket.dueAt ?? ticket.doneAt ?? "9999"}`;
}
