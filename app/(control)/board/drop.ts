import { next } from "#server/domain/ticket/lifecycle.ts";
import { isUnassigned } from "#server/domain/ticket/status.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import type { Ask } from "./desk.ts";

/** What is under a job that is carried: a technician, the queue, another card of it, an incident. */
export type Target =
  | { to: "technician"; technicianId: string }
  | { to: "queue" }
  | { to: "card"; ticketId: string }
  | { to: "incident"; incidentId: string };

type May = (operation: `ticket.${Ask}` | "incident.attach") => boolean;

/** May the job be carried at all: to a technician, away from one, or onto another? */
export function movable(ticket: Ticket | undefined, may: May): boolean {
  if (ticket === undefined) return false;
  return (["assign", "transfer", "withdraw", "merge"] as const).some(
    (verb) => may(`ticket.${verb}`) && next(ticket, verb) !== null,
  );
}

/** What letting go over a technician asks for: null when it is his already, or not to be given. */
export function dropOnTechnician(
  ticket: Ticket | undefined,
  technicianId: string,
): "assign" | "transfer" | null {
  if (ticket === undefined || ticket.technicianId === technicianId) return null;
  if (isUnassigned(ticket)) return "assign";
  return next(ticket, "transfer") === null ? null : "transfer";
}

/** Letting go over the queue takes back what somebody holds. */
export function withdrawable(ticket: Ticket | undefined): boolean {
  return ticket !== undefined && !isUnassigned(ticket) && next(ticket, "withdraw") !== null;
}

/** Can one of two waiting jobs become a duplicate of the other? */
export function joinable(one: Ticket | undefined, other: Ticket | undefined): boolean {
  if (one === undefined || other === undefined || one.id === other.id) return false;
  return one.siteId === other.siteId && [one, other].every((each) => isUnassigned(each));
}

/** Can a job go under an incident that is open at its site? */
export function attachable(
  ticket: Ticket | undefined,
  incident: { siteId: string; status: string } | undefined,
): boolean {
  if (ticket === undefined || incident?.status !== "open" || ticket.siteId !== incident.siteId) return false;
  return ticket.incidentId == null && next(ticket, "merge") !== null;
}

/**
 * What letting a job go over another's row asks for: it goes under the other's incident if there is one, else the two are
 * one job; null when it may not. `incidents` are those that run.
 */
export function dropOnJob(
  one: Ticket | undefined,
  other: Ticket | undefined,
  incidents: ReadonlyArray<{ id: string; siteId: string; status: string }>,
  may: May,
): Extract<Target, { to: "card" | "incident" }> | null {
  if (one === undefined || other === undefined || one.id === other.id) return null;
  if (other.incidentId == null || other.incidentId === one.incidentId)
    return may("ticket.merge") && joinable(one, other) ? { to: "card", ticketId: other.id } : null;
  const incident = incidents.find((each) => each.id === other.incidentId);
  return may("incident.attach") && attachable(one, incident)
    ? { to: "incident", incidentId: other.incidentId }
    : null;
}
