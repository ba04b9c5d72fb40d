import { and, asc, eq, gt, inArray, isNull, or } from "drizzle-orm";
import { appointment } from "#db/schema/appointment.ts";
import { ticket } from "#db/schema/ticket.ts";
import { must } from "../../domain/refusal.ts";
import { decide } from "../../domain/ticket/decide.ts";
import type { Status } from "../../domain/ticket/status.ts";
import type { WithdrawReason } from "../../domain/ticket/ticket.ts";
import type { Work } from "../operation.ts";
import { endAssignment, write } from "../ticket/apply.ts";
import { type Reader, toTicket } from "../ticket/load.ts";

/** What he comes back for: a time is agreed in a later shift of his, or the owner has yet to choose one. */
async function keptForLater(db: Reader, technicianId: string, now: Date): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ ticketId: appointment.ticketId })
    .from(appointment)
    .where(
      and(
        eq(appointment.technicianId, technicianId),
        isNull(appointment.endedAt),
        or(isNull(appointment.chosenUntil), gt(appointment.chosenUntil, now)),
      ),
    );
  return new Set(rows.map((row) => row.ticketId));
}

/**
 * Puts what a technician holds and has not begun back on the desk, an event each with its reason. What he has begun
 * stays his. All his tickets are locked first, in the one order in which tickets are locked; the answer is the ids of
 * those put back.
 */
export async function putBack(
  work: Work,
  technicianId: string,
  reason: WithdrawReason,
  from: readonly Status[],
): Promise<string[]> {
  const held = await work.tx
    .select()
    .from(ticket)
    .where(and(eq(ticket.technicianId, technicianId), inArray(ticket.status, [...from])))
    .orderBy(asc(ticket.id))
    .for("update");
  const later = reason === "shift_ends" ? await keptForLater(work.tx, technicianId, work.now) : new Set();
  const rows = held.filter((row) => !later.has(row.id));
  for (const row of rows) {
    const back = must(decide(toTicket(row), { verb: "withdraw", reason }, work.now.toISOString()));
    await endAssignment(work, row.id, "withdrawn");
    await write(work, row, back);
  }
  return rows.map((row) => row.id);
}
