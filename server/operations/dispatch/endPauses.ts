import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { ticket } from "#db/schema/ticket.ts";
import { ring } from "../doorbell.ts";
import { systemWork } from "../systemWork.ts";
import { apply } from "../ticket/apply.ts";

const atOnce = 100;

/**
 * Takes paused work that nobody holds for waiting work as soon as it is to go on, or the time that its pause is allowed
 * is used up: the desk, the modes and the alarms see it as they see any other. One ticket is one transaction on its
 * locked row, which is asked again once it is locked; one that somebody works on, or another server looks at, is left for
 * the next round. Answers how many went on; a ticket that fails is told to `failed`.
 */
export async function endPauses(
  db: Database,
  now: Date,
  failed: (error: unknown) => void = (error) => {
    throw error;
  },
): Promise<number> {
  const over = and(
    eq(ticket.status, "paused"),
    isNull(ticket.technicianId),
    sql`least(${ticket.backAt}, ${ticket.capAt}) <= ${now.toISOString()}::timestamptz`,
  );
  const due = await db
    .select({ id: ticket.id })
    .from(ticket)
    .where(over)
    .orderBy(asc(ticket.urgency), asc(ticket.id))
    .limit(atOnce);
  let ended = 0;
  for (const { id } of due) {
    const touched = new Set<string>();
    try {
      ended += await db.transaction(async (tx) => {
        const [row] = await tx
          .select()
          .from(ticket)
          .where(and(eq(ticket.id, id), over))
          .for("update", { skipLocked: true });
        if (row === undefined) return 0;
        const reason = row.backAt !== null && row.backAt <= now ? "back" : "cap";
        await apply(systemWork(tx, "pauses", now, touched), row, row.version, { verb: "endPause", reason });
        return 1;
      });
      for (const siteId of touched) ring(siteId);
    } catch (error) {
      failed(error);
    }
  }
  return ended;
}
