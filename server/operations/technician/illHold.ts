import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { absence } from "#db/schema/availability.ts";
import { staffRole } from "#db/schema/person.ts";
import { ticket } from "#db/schema/ticket.ts";
import { inHandStatuses } from "../../domain/ticket/status.ts";
import { putBack } from "../dispatch/putBack.ts";
import { ring } from "../doorbell.ts";
import { systemWork } from "../systemWork.ts";

/**
 * Who is ill holds nothing. Saying so puts it back in the same moment; whoever was ill before that was so, and still held
 * what he had begun, is settled here. One technician is one transaction, under the lock that he takes who says otherwise.
 * Answers how many tickets went back.
 */
export async function putBackOfIll(db: Database, now: Date): Promise<number> {
  const ill = and(eq(absence.presence, "ill"), isNull(absence.endedAt));
  const holders = await db
    .selectDistinct({ id: absence.personId })
    .from(absence)
    .innerJoin(
      ticket,
      and(eq(ticket.technicianId, absence.personId), inArray(ticket.status, [...inHandStatuses])),
    )
    .where(ill);
  let moved = 0;
  for (const { id } of holders) {
    const touched = new Set<string>();
    moved += await db.transaction(async (tx) => {
      await tx
        .select({ personId: staffRole.personId })
        .from(staffRole)
        .where(and(eq(staffRole.personId, id), eq(staffRole.role, "technician")))
        .for("update");
      const [still] = await tx
        .select({ id: absence.id })
        .from(absence)
        .where(and(eq(absence.personId, id), ill));
      if (still === undefined) return 0;
      return (await putBack(systemWork(tx, "shift", now, touched), id, { how: "ill" })).length;
    });
    for (const siteId of touched) ring(siteId);
  }
  return moved;
}
