import type { Actor } from "../domain/access/actor.ts";
import { hotlineSites } from "../domain/access/hotlineSites.ts";
import { watchedSites } from "../operations/board/snapshot.ts";

/** Rooms are permissions: being in one is being allowed to hear it. Clients never name a room. */
export const room = {
  desk: (siteId: string) => `desk:${siteId}`,
  hotline: (siteId: string) => `hotline:${siteId}`,
  ticket: (ticketId: string) => `ticket:${ticketId}`,
  technician: (personId: string) => `technician:${personId}`,
  session: (sessionId: string) => `session:${sessionId}`,
  person: (personId: string) => `person:${personId}`,
  link: (linkId: string) => `link:${linkId}`,
  wall: (siteId: string) => `wall:${siteId}`,
};

/** The room of everything that this person, or whoever holds this link, has open; null for those who have no socket. */
export function ownRoom(actor: Actor): string | null {
  if (actor.kind === "link") return room.link(actor.linkId);
  if (actor.kind === "display") return room.session(actor.displayId);
  return actor.kind === "resident" || actor.kind === "staff" ? room.person(actor.personId) : null;
}

/** The rooms that a session is in from its handshake on. */
export function roomsOf(actor: Actor): string[] {
  if (actor.kind === "link") return [room.link(actor.linkId)];
  // A screen has no session; what ends it ends as one does.
  if (actor.kind === "display") return [room.session(actor.displayId), ...actor.siteIds.map(room.wall)];
  if (actor.kind !== "resident" && actor.kind !== "staff") return [];
  const rooms = [room.session(actor.sessionId), room.person(actor.personId)];
  if (actor.kind === "resident") return rooms;
  rooms.push(...watchedSites(actor).map(room.desk));
  rooms.push(...hotlineSites(actor).map(room.hotline));
  if (actor.roles.some((r) => r.role === "technician")) rooms.push(room.technician(actor.personId));
  return rooms;
}
