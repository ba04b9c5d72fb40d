import { turnOf } from "#server/domain/dispatch/dayTrack.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import type { BoardEvent } from "#server/operations/board/since.ts";
import type { DayTicket } from "#server/operations/board/timeline.ts";

/** As much of a day as events can change; `until` is an instant, ISO. */
type Day = { until: string; tickets: ReadonlyMap<string, DayTicket> };
export type DayFacts = Pick<Ticket, "id" | "siteId" | "number" | "plate" | "faultCode" | "urgency">;

/**
 * The day after these events; null when they change nothing in it. What is known already is told by the version alone:
 * an undo brings back the very moment at which the earlier turn was made. `facts` is the ticket as it is now.
 */
export function patchedDay<D extends Day>(
  day: D,
  events: readonly BoardEvent[],
  facts: (ticketId: string) => DayFacts | undefined,
): D | null {
  const tickets = new Map(day.tickets);
  let changed = false;
  for (const event of events) {
    if (event.ticketId === "") continue;
    const known = tickets.get(event.ticketId);
    const turn = turnOf(event.patch, known?.turns.at(-1) ?? null, event.at);
    const now = facts(event.ticketId);
    const { version } = event;
    if (known === undefined) {
      if (turn === null || turn.technicianId === null || now === undefined) continue;
      if (turn.at >= day.until) continue;
      const { id, siteId, number, plate, faultCode, urgency } = now;
      tickets.set(id, { id, siteId, number, plate, faultCode, urgency, version, turns: [turn] });
      changed = true;
      continue;
    }
    const { faultCode, urgency } = now ?? known;
    if (turn !== null && version > known.version) {
      tickets.set(known.id, { ...known, faultCode, urgency, version, turns: [...known.turns, turn] });
      changed = true;
    } else if (faultCode !== known.faultCode || urgency !== known.urgency) {
      tickets.set(known.id, { ...known, faultCode, urgency });
      changed = true;
    }
  }
  return changed ? { ...day, tickets } : null;
}
