import { and, eq, gt, lte, sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { shiftEnd } from "#db/schema/availability.ts";
import { shift } from "#db/schema/person.ts";
import { putBack } from "../dispatch/putBack.ts";
import { ring } from "../doorbell.ts";
import { systemWork } from "../systemWork.ts";

/** A server that was down for longer does not act on shifts of another day. */
const looksBack = 12 * 3_600_000;

/**
 * Acts on shifts that have ended: what their people hold and have not begun goes back on the desk, unless another shift
 * of theirs has begun. Each shift is claimed by a row of its own in the same transaction, so that two servers, or one
 * that was started again, do it once. Answers how many tickets went back.
 */
export async function endShifts(db: Database, now: Date): Promise<number> {
  const ended = await db
    .select({ id: shift.id, personId: shift.personId })
    .from(shift)
    .where(
      and(
        lte(shift.endsAt, now),
        gt(shift.endsAt, new Date(now.getTime() - looksBack)),
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
      return (await putBack(work, personId, "shift_ends", ["dispatched", "accepted"])).length;
    });
    for (const siteId of touched) ring(siteId);
  }
  return moved;
}
