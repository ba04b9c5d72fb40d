import { isUnassigned } from "#server/domain/ticket/status.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";

/** Does it stand in the queue as work of its own? What belongs to an incident stands there as that incident. */
export function waits(ticket: Pick<Ticket, "status" | "technicianId" | "incidentId">): boolean {
  return isUnassigned(ticket) && ticket.incidentId == null;
}
