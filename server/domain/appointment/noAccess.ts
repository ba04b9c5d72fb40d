import type { Window } from "./slots.ts";

/** Why he stood at the door and could not begin. */
export const noAccessReasons = ["nobody_opens", "refused", "wrong_place", "hazard"] as const;
export type NoAccessReason = (typeof noAccessReasons)[number];

/** The door in a picture is the proof; where it is dangerous to stay nobody is kept for one. */
export function needsPicture(reason: NoAccessReason): boolean {
  return reason !== "hazard";
}

/** After so many visits in vain the desk has to speak with the owner. */
export const visitsBeforeDesk = 2;
/** Windows that the owner is offered for the next visit. */
export const rebookWindows = 8;

/**
 * What happens next: the owner chooses another time with the same technician, or the ticket goes to the desk, because a
 * person has to sort it out, or it was in vain before, or he has no time to offer.
 */
export function afterNoAccess(
  reason: NoAccessReason,
  visitsInVain: number,
  free: readonly Window[],
): { to: "owner"; windows: Window[] } | { to: "desk" } {
  const desk = reason === "wrong_place" || reason === "hazard" || visitsInVain >= visitsBeforeDesk;
  return desk || free.length === 0 ? { to: "desk" } : { to: "owner", windows: free.slice(0, rebookWindows) };
}
