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

/** Still on somebody's desk. */
export function isOpen(status: Status): boolean {
  return !(endedStatuses as readonly Status[]).includes(status);
}

/** Waits for a dispatcher: nobody holds it. */
export function isUnassigned(status: Status): boolean {
  return status === "received" || status === "triaged";
}

/** Somebody holds it and has not done it yet. */
export function isInHand(status: Status): boolean {
  return isOpen(status) && !isUnassigned(status) && status !== "done";
}
