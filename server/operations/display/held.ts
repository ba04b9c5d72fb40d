import { and, asc, eq, gt, isNull, lt } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { wallDisplay, wallDisplaySite } from "#db/schema/wallDisplay.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { hashOf, looksLikeSecret } from "../link/secret.ts";

/** A screen that nobody has switched on for so long has to be opened again, days. */
export const displayDays = 30;
const noticedEvery = 60_000;

/**
 * The screen that holds this secret, or null: it is none of ours, it was revoked, another code was opened for it since, or
 * it was not seen for thirty days. That it is there now is noted, once a minute.
 */
export async function displayOf(
  db: Database,
  secret: unknown,
  now: Date,
): Promise<Extract<Actor, { kind: "display" }> | null> {
  if (!looksLikeSecret(secret)) return null;
  const rows = await db
    .select({
      id: wallDisplay.id,
      siteId: wallDisplaySite.siteId,
      lastSeenAt: wallDisplay.lastSeenAt,
    })
    .from(wallDisplay)
    .innerJoin(wallDisplaySite, eq(wallDisplaySite.displayId, wallDisplay.id))
    .where(
      and(
        eq(wallDisplay.secretHash, hashOf(secret)),
        isNull(wallDisplay.revokedAt),
        gt(wallDisplay.lastSeenAt, new Date(now.getTime() - displayDays * 86_400_000)),
      ),
    )
    .orderBy(asc(wallDisplaySite.siteId));
  const [first] = rows;
  if (first === undefined) return null;
  const noticed = new Date(now.getTime() - noticedEvery);
  if (first.lastSeenAt! < noticed)
    await db
      .update(wallDisplay)
      .set({ lastSeenAt: now })
      .where(and(eq(wallDisplay.id, first.id), lt(wallDisplay.lastSeenAt, noticed)));
  return { kind: "display", displayId: first.id, siteIds: rows.map((row) => row.siteId) };
}
