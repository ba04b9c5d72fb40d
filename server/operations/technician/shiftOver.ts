import { and, eq, gt, lte, min, sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { shiftEnd } from "#db/schema/availability.ts";
import { shift } from "#db/schema/person.ts";
import { putBack } from "../dispatch/putBack.ts";
import { ring } from "../doorbell.ts";
import { leaveOffers } from "../offer/leave.ts";
import { systemWork } from "../systemWork.ts";

/** A server may have been down for days: somebody may have gone home from any shift since, ms. */
const looksBack = 14 * 86_400_000;

/**
 * Acts on the last shift of each that has ended: what its technician does not come back for (goesBack) goes on the desk,
 * unless another shift of his has begun, and what is held out to him goes to the next. Each shift is claimed by a row of
 * its own in the same transaction, so that two servers, or one that was started again, do it once. Answers how many
 * tickets went back.
 */
export async function endShifts(db: Database, now: Date): Promise<number> {
  const ended = await db
    .select({ id: shift.id, personId: shift.personId })
    .from(shift)
    .where(
      and(
        lte(shift.endsAt, now),
        gt(shift.endsAt, new Date(now.getTime() - looksBack)),
        sql`not exists (select 1 from shift later where later.person_id = ${shift.personId}
          and later.ends_at > ${shift.endsAt} and later.ends_at <= ${now.toISOString()}::timestamptz)`,
        sql`not exists (select 1 from ${shiftEnd} where ${shiftEnd.shiftId} = ${shift.id})`,
      ),
    );
  let moved = 0;
  for (const { id, personId } of ended) {
    const touched = new Set<string>();
    moved += await db.transaction(async (tx) => {
      const mine = await tx
        .insert(shiftEnd)
        .values({ shiftId: id, at: now })
        .onConflictDoNothing()
        .returning();
      if (mine.length === 0) return 0;
      const [goesOn] = await tx
        .select({ id: shift.id })
        .from(shift)
        .where(and(eq(shift.personId, personId), lte(shift.startsAt, now), gt(shift.endsAt, now)))
        .limit(1);
      if (goesOn !== undefined) return 0;
      const work = systemWork(tx, "shift", now, touched);
      const [then] = await tx
        .select({ at: min(shift.startsAt) })
        .from(shift)
        .where(and(eq(shift.personId, personId), gt(shift.startsAt, now)));
      const next = then?.at?.toISOString() ?? null;
      const back = await putBack(work, personId, { how: "shift_over", next });
      await leaveOffers(work, personId);
      return back.length;
    });
    for (const siteId of touched) ring(siteId);
  }
  return moved;
}
