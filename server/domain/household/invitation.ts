/** How an invitation came to its end. */
export type InvitationOutcome = "accepted" | "declined" | "taken_back" | "expired" | "added";

/** What can happen to the people of a home. */
export type HouseholdEvent =
  | "invited"
  | "accepted"
  | "declined"
  | "taken_back"
  | "changed"
  | "ended"
  | "added";

/** Days that an invitation waits. */
export const invitationDays = 14;
/** Invitations of one home that may wait at once. */
export const mostPending = 10;
/** Invitations that one person may send in an hour and in a day. */
export const invitesPerHour = 6;
export const invitesPerDay = 20;
/** Invitations that one number gets in a day, from whomever. */
export const perNumberPerDay = 5;

/** Why somebody no longer belongs to a home, as he or the owner says. */
export const endReasons = ["moved_out", "sold", "mistake", "other"] as const;
export type EndReason = (typeof endReasons)[number];
/** Why the desk enters somebody at a home. */
export const addReasons = ["moved_in", "bought", "family", "mistake", "other"] as const;
export type AddReason = (typeof addReasons)[number];

const hour = 3_600_000;

/** Seconds until another invitation may go out, after those sent at these instants (ms); 0: now. */
export function inviteWait(bySender: number[], toNumber: number[], now: number): number {
  const until = (sent: number[], nth: number, span: number) => {
    const at = [...sent].sort((a, b) => b - a)[nth - 1];
    return at === undefined ? 0 : at + span - now;
  };
  const wait = Math.max(
    until(bySender, invitesPerHour, hour),
    until(bySender, invitesPerDay, 24 * hour),
    until(toNumber, perNumberPerDay, 24 * hour),
  );
  return wait <= 0 ? 0 : Math.ceil(wait / 1000);
}
