import { and, eq, gt, lte, sql } from "drizzle-orm";
import { shift } from "#db/schema/person.ts";
import { leaves } from "../../domain/dispatch/presence.ts";
import { absences } from "../technician/absences.ts";
import type { Reader } from "../ticket/load.ts";

/**
 * When this person may be rung: `now` while he has a shift and has not left it, else when his next shift begins; null
 * where nobody knows when that is, as of who is ill. On a break he is reached. Of whom no shifts are kept at all nobody
 * can say that he is off duty, so he is there.
 */
export async function reachedAt(db: Reader, personId: string, now: Date): Promise<Date | null> {
  const held = (await absences(db, [personId], now)).get(personId);
  if (held !== undefined && leaves(held.presence)) return held.until === null ? null : new Date(held.until);
  const [kept] = await db
    .select({
      any: sql<boolean>`count(*) > 0`,
      on: sql<boolean>`coalesce(bool_or(${and(lte(shift.startsAt, now), gt(shift.endsAt, now))}), false)`,
      next: sql<string | null>`min(${shift.startsAt}) filter (where ${gt(shift.startsAt, now)})`,
    })
    .from(shift)
    .where(eq(shift.personId, personId));
  if (kept === undefined || !kept.any || kept.on) return now;
  return kept.next === null ? null : new Date(kept.next);
}

/** May this person be rung now? */
export async function isReached(db: Reader, personId: string, now: Date): Promise<boolean> {
  const at = await reachedAt(db, personId, now);
  return at !== null && at <= now;
}
