import { and, asc, desc, eq, inArray, lt, sql } from "drizzle-orm";
import { escalation } from "#db/schema/escalation.ts";
import { event } from "#db/schema/event.ts";
import { nextRing, type Rang } from "../../domain/escalation/ladder.ts";
import { type ClockState, clocksOf } from "../../domain/sla/clocks.ts";
import { type Promised, promisedBy } from "../../domain/sla/promise.ts";
import { type ClockFact, clockFact } from "../../domain/sla/round.ts";
import type { ClockName } from "../../domain/sla/terms.ts";
import type { Fact } from "../../domain/ticket/decide.ts";
import { isOpen } from "../../domain/ticket/status.ts";
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

/** Under an incident one ticket is the work; the others wait for it, and their deadlines call nobody. */
export function ringsFor(row: Pick<TicketRow, "incidentId" | "leadsIncident">): boolean {
  return row.incidentId === null || row.leadsIncident;
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
 * Folds the ticket's story with one fact more, in the transaction that writes it, ends what rang for a reason that is
 * gone, and takes up again what rang for one that is back. `at` is when it was done, an ISO instant. Another urgency or fault, or a new round, takes the
 * policy now in force, a ruling taken back the one that held before it; everything else keeps its own.
 */
export async function reckon(work: Work, row: TicketRow, fact: Fact, at: string): Promise<Reckoned> {
  const now = work.now.toISOString();
  const after = { ...row, ...fact.patch } as TicketRow;
  const anew = fact.type === "reopened" || after.urgency !== row.urgency || after.faultCode !== row.faultCode;
  const [before, rang, held] = await Promise.all([
    factsOf(work.tx, row.id),
    rangOf(work.tx, row.id),
    resolveTerms(work.tx, wantedOf(after), anew ? await policyBefore(work.tx, row, fact) : row.policyId),
  ]);
  const facts = [...before, clockFact({ ...fact, at })];
  const clocks = clocksOf(facts, held.terms, held.calendar, now);
  const ringing = ringsFor(after) ? clocks : [];
  await keepStanding(work, rang, ringing);
  const current = toTicket(row);
  const promises = Object.fromEntries(
    Object.entries(promisedBy(clocks, held.terms)).filter(
      ([name, value]) => current[name as keyof Promised] !== value,
    ),
  );
  const timer = Math.min(row.escalateAt?.getTime() ?? Infinity, work.now.getTime());
  const timerFrom = new Date(timer).toISOString();
  // A deadline that stood before keeps its timer. For a new one, and for one that called nobody while the ticket waited
  // under an incident or was believed to have ended, even what lies behind it is owed.
  const wasSilent = !ringsFor(row) || !isOpen(row.status);
  const isNew = (clock: ClockName) => `${clock}By` in promises && work.actor.kind !== "system";
  const owesAll = (clock: ClockName) => wasSilent || isNew(clock);
  const ringsAt = nextRing(
    ringing,
    held.steps,
    rang.map((r) => r.rang),
    (clock) => (owesAll(clock) ? "" : timerFrom),
  );
  return {
    promises,
    columns: { policyId: held.policyId, escalateAt: ringsAt === null ? null : new Date(ringsAt) },
    data: anew && held.policyId !== null ? { policyId: held.policyId } : {},
  };
}

/** The policy to which a ruling that is taken back returns; null for every other fact, and where none was named. */
async function policyBefore(db: Reader, row: TicketRow, { type, data }: Fact): Promise<string | null> {
  if (type !== "undone") return null;
  const [named] = await db
    .select({ id: sql<string>`${event.data} ->> 'policyId'` })
    .from(event)
    .where(
      and(
        eq(event.ticketId, row.id),
        lt(event.ticketVersion, Number(data.of)),
        sql`${event.data} ? 'policyId'`,
      ),
    )
    .orderBy(desc(event.ticketVersion))
    .limit(1);
  return named?.id ?? null;
}

function wantedOf(row: Pick<TicketRow, "siteId" | "faultCode" | "urgency">) {
  return { siteId: row.siteId, faultCode: row.faultCode, urgency: row.urgency as UrgencyLevel };
}

type Open = Awaited<ReturnType<typeof rangOf>>;

/**
 * What rang for a deadline that stands no more is over; what was over for that and stands again, because a deed was taken
 * back, is on the list again, for somebody to acknowledge.
 */
async function keepStanding(work: Work, rang: Open, clocks: ClockState[]): Promise<void> {
  const stands = (r: Rang) => clocks.some((c) => c.running && c.clock === r.clock && c.breaksAt === r.dueAt);
  const gone = rang.filter((r) => r.endedAt === null && !stands(r.rang));
  const back = rang.filter((r) => r.endReason === "gone" && stands(r.rang));
  for (const [rows, end] of [
    [gone, { endedAt: work.now, endReason: "gone" }],
    [back, { endedAt: null, endReason: null }],
  ] as const) {
    const ids = rows.map((row) => row.id);
    if (ids.length > 0) await work.tx.update(escalation).set(end).where(inArray(escalation.id, ids));
  }
}
