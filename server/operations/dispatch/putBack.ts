import { and, asc, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import { appointment } from "#db/schema/appointment.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import type { WhyNot } from "../../domain/dispatch/candidate.ts";
import { goesBack, type Leaving, type Left } from "../../domain/dispatch/leaving.ts";
import { must } from "../../domain/refusal.ts";
import { decide } from "../../domain/ticket/decide.ts";
import { inHandStatuses } from "../../domain/ticket/status.ts";
import type { WithdrawReason } from "../../domain/ticket/ticket.ts";
import type { Work } from "../operation.ts";
import { endAssignment, write } from "../ticket/apply.ts";
import { type Reader, toTicket } from "../ticket/load.ts";

/** What he comes back for: a time is agreed that is not over yet, or the owner has yet to choose one. */
async function visitsOf(db: Reader, technicianId: string, now: Date): Promise<Map<string, Left["visit"]>> {
  const rows = await db
    .select({ ticketId: appointment.ticketId, from: appointment.chosenFrom })
    .from(appointment)
    .where(
      and(
        eq(appointment.technicianId, technicianId),
        isNull(appointment.endedAt),
        or(isNull(appointment.chosenUntil), gt(appointment.chosenUntil, now)),
      ),
    );
  return new Map(rows.map((row) => [row.ticketId, { from: row.from?.toISOString() ?? null }]));
}

/** Where a person sent him all the same although his shift was too short: he has agreed to do it. */
async function overtimeOf(db: Reader, technicianId: string): Promise<Set<string>> {
  const rows = await db
    .select({ ticketId: assignment.ticketId })
    .from(assignment)
    .where(
      and(
        eq(assignment.technicianId, technicianId),
        isNull(assignment.endedAt),
        sql`${assignment.reasons} -> 'whyNot' ? ${"shift_too_short" satisfies WhyNot}`,
      ),
    );
  return new Set(rows.map((row) => row.ticketId));
}

const reasons: Record<Leaving["how"], WithdrawReason> = {
  ill: "unwell",
  off: "technician_left",
  shift_over: "shift_ends",
};

/**
 * Puts what a technician holds and does not come back for on the desk, an event each with its reason; a pause goes on
 * with nobody holding it. All his tickets are locked first, in the one order in which tickets are locked; the answer is
 * the ids of those put back.
 */
export async function putBack(work: Work, technicianId: string, leaving: Leaving): Promise<string[]> {
  const held = await work.tx
    .select()
    .from(ticket)
    .where(and(eq(ticket.technicianId, technicianId), inArray(ticket.status, [...inHandStatuses])))
    .orderBy(asc(ticket.id))
    .for("update");
  const visits = await visitsOf(work.tx, technicianId, work.now);
  const overtime = await overtimeOf(work.tx, technicianId);
  const rows = held.filter((row) => {
    const left = { ...toTicket(row), visit: visits.get(row.id), overtime: overtime.has(row.id) };
    return goesBack(left, leaving);
  });
  for (const row of rows) {
    const verb = row.status === "paused" ? "vacate" : "withdraw";
    const back = must(decide(toTicket(row), { verb, reason: reasons[leaving.how] }, work.now.toISOString()));
    await endAssignment(work, row.id, "withdrawn");
    await write(work, row, back);
  }
  return rows.map((row) => row.id);
}
