import type { IncomingHttpHeaders } from "node:http";
import { eq } from "drizzle-orm";
import { decode } from "next-auth/jwt";
import { database } from "#db/client.ts";
import { authSession } from "#db/schema/auth.ts";
import { person, staffAccount, staffRole } from "#db/schema/person.ts";
import { now as clockNow } from "../clock.ts";
import type { Actor } from "../domain/access/actor.ts";
import { env } from "../env.ts";
import { displayOf } from "../operations/display/held.ts";
import { onSessionEnded } from "../operations/doorbell.ts";
import { holderOf } from "../operations/link/open.ts";
import { sessionCookie } from "./cookie.ts";

/** How long a proved session is believed without asking the database again, ms. Ending one here forgets it at once. */
const believed = 3_000;
const mostRemembered = 10_000;
const nobody: Actor = { kind: "anonymous" };
const remembered = new Map<string, { actor: Actor; until: number }>();
onSessionEnded((sessionId) => remembered.delete(sessionId));

/** Where a page says that it was opened by a tracking link: the link then speaks, whoever else is signed in. */
export const linkHeader = "x-mendline-link";
/** Where a screen on a wall shows its permission. */
export const displayHeader = "x-mendline-display";

/**
 * Who sent this request: whoever holds the tracking link or the screen's permission that it names, else whoever is
 * signed in. What opens nothing is nobody, never the session beside it.
 */
export async function actorOf(headers: IncomingHttpHeaders, now: Date = clockNow()): Promise<Actor> {
  const link = headers[linkHeader];
  if (link !== undefined) return linkActor(link, now);
  const display = headers[displayHeader];
  return display === undefined ? actorFrom(headers.cookie, now) : displayActor(display, now);
}

/** The screen that holds this permission, or nobody. */
export async function displayActor(secret: unknown, now: Date = clockNow()): Promise<Actor> {
  return (await displayOf(database().db, secret, now)) ?? nobody;
}

/** Whoever holds this secret, or nobody. */
export async function linkActor(secret: unknown, now: Date = clockNow()): Promise<Actor> {
  return (await holderOf(database().db, secret, now)) ?? nobody;
}

/**
 * Who sent this request, from its Cookie header: the same for tRPC, uploads, pages and the socket handshake. The
 * cookie only names a session; the row in `auth_session` decides. Anything doubtful is `anonymous`.
 */
export async function actorFrom(cookieHeader: string | undefined, now: Date = clockNow()): Promise<Actor> {
  const token = sessionCookie(cookieHeader);
  if (token === null) return nobody;
  const claims = await decode({ token, secret: env().secret }).catch(() => null);
  const sessionId = claims?.sid;
  if (typeof sessionId !== "string") return nobody;
  const known = remembered.get(sessionId);
  if (known && known.until > now.getTime()) return known.actor;
  const actor = await actorOfSession(sessionId, now);
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(sessionId, { actor, until: now.getTime() + believed });
  return actor;
}

/** The actor of a live session, asked from the database now. */
export async function actorOfSession(sessionId: string, now: Date): Promise<Actor> {
  const { db } = database();
  const [row] = await db
    .select({ session: authSession, who: person, disabledAt: staffAccount.disabledAt })
    .from(authSession)
    .innerJoin(person, eq(person.id, authSession.personId))
    .leftJoin(staffAccount, eq(staffAccount.personId, person.id))
    .where(eq(authSession.id, sessionId));
  if (!row || row.session.revokedAt !== null || row.session.expiresAt <= now) return nobody;
  const { id: personId, name, nameLatin, locale } = row.who;
  if (row.session.kind === "owner") return { kind: "resident", personId, sessionId, name, nameLatin, locale };
  if (row.disabledAt !== null) return nobody;
  const roles = await db
    .select({ role: staffRole.role, siteId: staffRole.siteId })
    .from(staffRole)
    .where(eq(staffRole.personId, personId));
  return roles.length === 0 ? nobody : { kind: "staff", personId, sessionId, name, nameLatin, locale, roles };
}
