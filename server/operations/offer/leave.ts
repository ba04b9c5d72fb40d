import { and, asc, eq, exists, gt, isNull, lte, sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { dispatchRun, offer } from "#db/schema/dispatchMode.ts";
import { shift } from "#db/schema/person.ts";
import { ticket } from "#db/schema/ticket.ts";
import { leaves } from "../../domain/dispatch/presence.ts";
import { ring } from "../doorbell.ts";
import type { Work } from "../operation.ts";
import { systemWork } from "../systemWork.ts";
import { absences } from "../technician/absences.ts";
import { write } from "../ticket/apply.ts";

/**
 * Ends what is held out to a technician who goes off duty, an event each; where he was the last it goes on at once. A
 * ticket that somebody writes in this moment is passed over and not waited for, because whoever takes it waits for word
 * of whether this technician is there; the next round ends that one.
 */
export async function leaveOffers(work: Work, technicianId: string): Promise<void> {
  const { tx, now } = work;
  const his = and(eq(offer.technicianId, technicianId), isNull(offer.endedAt));
  const rows = await tx
    .select()
    .from(ticket)
    .where(
      exists(
        tx
          .select({ id: offer.id })
          .from(offer)
          .where(and(eq(offer.ticketId, ticket.id), his)),
      ),
    )
    .orderBy(asc(ticket.id))
    .for("update", { skipLocked: true });
  for (const row of rows) {
    await tx
      .update(offer)
      .set({ endedAt: now, endReason: "left" })
      .where(and(eq(offer.ticketId, row.id), his));
    await tx.update(dispatchRun).set({ nextAt: now }).where(eq(dispatchRun.ticketId, row.id));
    await write(work, row, { kind: "fact", type: "offer_left", patch: {}, data: { technicianId } });
  }
}

/** Ends what is still held out to people who are not there any more: each second, so that nobody waits for them. */
export async function leaveLate(db: Database, now: Date): Promise<void> {
  for (const technicianId of await leavers(db, now)) {
    const touched = new Set<string>();
    await db.transaction((tx) => leaveOffers(systemWork(tx, "dispatch", now, touched), technicianId));
    for (const siteId of touched) ring(siteId);
  }
}

/** Who has an open offer and is off or ill, or has come to the end of his shift since it was made. */
async function leavers(db: Database, now: Date): Promise<string[]> {
  const his = eq(shift.personId, offer.technicianId);
  const ended = and(his, lte(shift.endsAt, now), gt(shift.endsAt, offer.offeredAt));
  const goesOn = and(his, lte(shift.startsAt, now), gt(shift.endsAt, now));
  const held = await db
    .select({
      technicianId: offer.technicianId,
      over: sql<boolean>`bool_or(exists (select 1 from ${shift} where ${ended})
        and not exists (select 1 from ${shift} where ${goesOn}))`,
    })
    .from(offer)
    .where(isNull(offer.endedAt))
    .groupBy(offer.technicianId);
  if (held.length === 0) return [];
  const ids = held.map((each) => each.technicianId);
  const away = await absences(db, ids, now);
  return held.flatMap(({ technicianId, over }) => {
    const presence = away.get(technicianId)?.presence;
    return over || (presence !== undefined && leaves(presence)) ? [technicianId] : [];
  });
}
