import { type Held, isUnassigned, type Status } from "../ticket/status.ts";

export type Member = Held & { id: string; urgency: number; receivedAt: string };

/** How far a ticket is towards somebody working on it; a ticket that nobody works on counts nothing. */
const progress: Record<Status, number> = {
  received: 0,
  triaged: 0,
  dispatched: 1,
  accepted: 2,
  en_route: 3,
  paused: 4,
  on_site: 5,
  done: -1,
  closed: -1,
  cancelled: -1,
  declined: -1,
  duplicate: -1,
};

/**
 * Which of an incident's tickets is the work: the one that somebody is nearest to doing, then the most urgent, then
 * the oldest. Null when none of them is open work.
 */
export function leadOf<M extends Member>(members: M[]): M | null {
  const far = (member: M) => (isUnassigned(member) ? 0 : progress[member.status]);
  const able = members.filter((member) => far(member) >= 0);
  able.sort(
    (a, b) =>
      far(b) - far(a) ||
      a.urgency - b.urgency ||
      a.receivedAt.localeCompare(b.receivedAt) ||
      a.id.localeCompare(b.id),
  );
  return able[0] ?? null;
}

/** May this ticket wait under another's work? Whoever stands at a door already finishes there. */
export function mayWait(ticket: Held): boolean {
  const { status } = ticket;
  return isUnassigned(ticket) || (progress[status] >= 0 && status !== "on_site" && status !== "paused");
}
