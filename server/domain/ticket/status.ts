export const statuses = [
  "received",
  "triaged",
  "dispatched",
  "accepted",
  "en_route",
  "on_site",
  "paused",
  "done",
  "closed",
  "cancelled",
  "declined",
  "duplicate",
] as const;
export type Status = (typeof statuses)[number];

export const endedStatuses = [
  "closed",
  "cancelled",
  "declined",
  "duplicate",
] as const satisfies readonly Status[];

/** Somebody who holds one of these has it in hand. */
export const inHandStatuses = [
  "dispatched",
  "accepted",
  "en_route",
  "on_site",
  "paused",
] as const satisfies readonly Status[];

/** Still on somebody's desk. */
export function isOpen(status: Status): boolean {
  return !(endedStatuses as readonly Status[]).includes(status);
}

/** As much of a ticket as tells whether somebody holds it. */
export type Held = { status: Status; technicianId: string | null };

/** Ready to be given out: nobody holds it, and nothing holds it up. A machine gives out no other. */
export function isWaiting(status: Status): boolean {
  return status === "received" || status === "triaged";
}

/** Its pause goes on, and whoever paused it has left. */
export function isUnheld({ status, technicianId }: Held): boolean {
  return status === "paused" && technicianId === null;
}

/** Nobody holds it: the desk may send somebody. */
export function isUnassigned(ticket: Held): boolean {
  return isWaiting(ticket.status) || isUnheld(ticket);
}

/** Somebody holds it and has not done it yet. */
export function isInHand(ticket: Held): boolean {
  return isOpen(ticket.status) && !isUnassigned(ticket) && ticket.status !== "done";
}
