import { asc, eq, inArray } from "drizzle-orm";
import { escalation } from "#db/schema/escalation.ts";
import { event } from "#db/schema/event.ts";
import { nextRing, type Rang } from "../../domain/escalation/ladder.ts";
import { type ClockState, clocksOf } from "../../domain/sla/clocks.ts";
import { type Promised, promisedBy } from "../../domain/sla/promise.ts";
import { type ClockFact, clockFact } from "../../domain/sla/round.ts";
import type { Fact } from "../../domain/ticket/decide.ts";
import type { UrgencyLevel } from "../../domain/ticket/ticket.ts";
import type { Work } from "../operation.ts";
import { type Reader, type TicketRow, toTicket } from "../ticket/load.ts";
import { type Resolved, resolveTerms } from "./terms.ts";

/** What a fact does to a ticket's promises: the columns that change, its policy, and its timer. */
export type Reckoned = {
  promises: Partial<Promised>;
  columns: Pick<TicketRow, "policyId" | "escalateAt">;
  /** Named in the event when the fact brought other terms. */
  data: { policyId?: string };
};

/** The story of a ticket as its clocks read it, oldest first. */
export async function factsOf(db: Reader, ticketId: string): Promise<ClockFact[]> {
  const rows = await db
    .select({
      type: event.type,
      ticketVersion: event.ticketVersion,
      at: event.at,
      data: event.data,
      patch: event.patch,
    })
    .from(event)
    .where(eq(event.ticketId, ticketId))
    .orderBy(asc(event.ticketVersion));
  return rows.map((row) => clockFact({ ...row, at: doneAt(row.data) ?? row.at.toISOString() }));
}

/** When a step was done, where that was before the office heard of it and the phone was believed. */
function doneAt(data: Record<string, unknown>): string | null {
  return typeof data.doneAt === "string" ? data.doneAt : null;
}

/** What has rung for a ticket until now. */
export async function rangOf(db: Reader, ticketId: string) {
  const rows = await db.select().from(escalation).where(eq(escalation.ticketId, ticketId));
  return rows.map((row) => ({ ...row, rang: rangFrom(row) }));
}

function rangFrom(row: typeof escalation.$inferSelect): Rang {
  return {
    clock: row.clock,
    dueAt: row.dueAt.toISOString(),
    position: row.position,
    rings: row.rings,
    lastRungAt: row.lastRungAt.toISOString(),
    acknowledgedAt: row.endReason === "acknowledged" ? (row.endedAt?.toISOString() ?? null) : null,
  };
}

/** The clocks of a ticket as it stands, for showing and for the job that rings. */
export async function clocksNow(
  db: Reader,
  row: TicketRow,
  now: Date,
): Promise<{ clocks: ClockState[]; held: Resolved }> {
  const [facts, held] = await Promise.all([
    factsOf(db, row.id),
    resolveTerms(db, wantedOf(row), row.policyId),
  ]);
  return { clocks: clocksOf(facts, held.terms, held.calendar, now.toISOString()), held };
}

/**
 * Folds the ticket's story with one fact more, in the transaction that writes it, and ends what rang for a reason that
 * is gone. `at` is when it was done, an ISO instant. Another urgency or fault, or a new round, takes the policy now in force; everything else keeps its own.
 */
export async function reckon(work: Work, row: TicketRow, fact: Fact, at: string): Promise<Reckoned> {
  const now = work.now.toISOString();
  const after = { ...row, ...fact.patch } as TicketRow;
  const anew = fact.type === "reopened" || after.urgency !== row.urgency || after.faultCode !== row.faultCode;
  const [before, rang, held] = await Promise.all([
    factsOf(work.tx, row.id),
    rangOf(work.tx, row.id),
    resolveTerms(work.tx, wantedOf(after), anew ? null : row.policyId),
  ]);
  const facts = [...before, clockFact({ ...fact, at })];
  const clocks = clocksOf(facts, held.terms, held.calendar, now);
  await endGone(work, rang, clocks);
  const current = toTicket(row);
  const promises = Object.fromEntries(
    Object.entries(promisedBy(clocks, held.terms)).filter(
      ([name, value]) => current[name as keyof Promised] !== value,
    ),
  );
  const timer = Math.min(row.escalateAt?.getTime() ?? Infinity, work.now.getTime());
  const timerFrom = new Date(timer).toISOString();
  const ringsAt = nextRing(
    clocks,
    held.steps,
    rang.map((r) => r.rang),
    // A deadline that stood before keeps its timer; for a new one even what lies behind it is owed.
    (clock) => (`${clock}By` in promises && work.actor.kind !== "system" ? "" : timerFrom),
  );
  return {
    promises,
    columns: { policyId: held.policyId, escalateAt: ringsAt === null ? null : new Date(ringsAt) },
    data: anew && held.policyId !== null ? { policyId: held.policyId } : {},
  };
}

function wantedOf(row: Pick<TicketRow, "siteId" | "faultCode" | "urgency">) {
  return { siteId: row.siteId, faultCode: row.faultCode, urgency: row.urgency as UrgencyLevel };
}

type Open = Awaited<ReturnType<typeof rangOf>>;

async function endGone(work: Work, rang: Open, clocks: ClockState[]): Promise<void> {
  const stands = (r: Rang) => clocks.some((c) => c.running && c.clock === r.clock && c.breaksAt === r.dueAt);
  const gone = rang.filter((r) => r.endedAt === null && !stands(r.rang)).map((r) => r.id);
  if (gone.length === 0) return;
  await work.tx
    .update(escalation)
    .set({ endedAt: work.now, endReason: "gone" })
    .where(inArray(escalation.id, gone));
}
