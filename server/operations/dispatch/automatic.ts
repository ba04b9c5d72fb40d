import { and, eq, gt, inArray, isNull, lte, ne, or, sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { dispatchMode, dispatchRun, dispatchTurn, offer } from "#db/schema/dispatchMode.ts";
import { fault } from "#db/schema/fault.ts";
import { ticket } from "#db/schema/ticket.ts";
import { type DispatchMode, grabRounds, nextInTurn, offerMinutes } from "../../domain/dispatch/mode.ts";
import { Refused } from "../../domain/refusal.ts";
import { declinesBeforeLead, leadMustRule } from "../../domain/ticket/decide.ts";
import { isWaiting } from "../../domain/ticket/status.ts";
import { reviewAlarms } from "../alarm/review.ts";
import { jobOf } from "../board/techniciansNow.ts";
import { ring } from "../doorbell.ts";
import { newId } from "../newId.ts";
import { tellOffered } from "../notice/tellTechnician.ts";
import { leaveLate } from "../offer/leave.ts";
import type { Work } from "../operation.ts";
import { systemWork } from "../systemWork.ts";
import { write } from "../ticket/apply.ts";
import type { TicketRow } from "../ticket/load.ts";
import { freeFor } from "./free.ts";
import { giveTo } from "./give.ts";
import { modeOf } from "./modes.ts";

const atOnce = 100;
/** Where nobody is free now, it is looked at again so soon, ms. */
const again = 15_000;

/**
 * Takes one step with every waiting ticket whose fault is not left to the desk at its site, and with every offer whose
 * time is up or whose technician has left. One ticket is one transaction on its locked row; one that somebody works on, or another server looks at,
 * is left for the next round. All there is to know stands in rows, so a restart loses nothing. Answers how many steps
 * were taken; a ticket that fails is told to `failed`.
 */
export async function dispatchDue(
  db: Database,
  now: Date,
  failed: (error: unknown) => void = (error) => {
    throw error;
  },
): Promise<number> {
  await leaveLate(db, now);
  const expired = db
    .select({ id: offer.ticketId })
    .from(offer)
    .where(and(isNull(offer.endedAt), lte(offer.expiresAt, now)));
  const open = sql`exists (select 1 from offer o where o.ticket_id = "ticket"."id" and o.ended_at is null)`;
  const due = await db
    .select({ id: ticket.id })
    .from(ticket)
    .leftJoin(
      dispatchMode,
      and(
        eq(dispatchMode.siteId, ticket.siteId),
        eq(dispatchMode.faultCode, ticket.faultCode),
        isNull(dispatchMode.endedAt),
      ),
    )
    .leftJoin(dispatchRun, eq(dispatchRun.ticketId, ticket.id))
    .where(
      or(
        inArray(ticket.id, expired),
        and(
          inArray(ticket.status, ["received", "triaged"]),
          ne(dispatchMode.mode, "recommend"),
          sql`${ticket.declines} < ${declinesBeforeLead}`,
          or(isNull(ticket.incidentId), ticket.leadsIncident),
          sql`not ${open}`,
          or(
            isNull(dispatchRun.ticketId),
            ne(dispatchRun.mode, dispatchMode.mode),
            ne(dispatchRun.reopens, ticket.reopens),
            and(isNull(dispatchRun.endedAt), lte(dispatchRun.nextAt, now)),
          ),
        ),
      ),
    )
    .orderBy(ticket.urgency, ticket.id)
    .limit(atOnce);
  let steps = 0;
  for (const { id } of due) {
    const touched = new Set<string>();
    try {
      const done = await db.transaction(async (tx) => {
        const [row] = await tx
          .select()
          .from(ticket)
          .where(eq(ticket.id, id))
          .for("update", { skipLocked: true });
        if (row === undefined) return false;
        await step(systemWork(tx, "dispatch", now, touched), row);
        return true;
      });
      if (done) steps += 1;
      for (const siteId of touched) ring(siteId);
    } catch (error) {
      failed(error);
    }
  }
  return steps;
}

async function step(work: Work, row: TicketRow): Promise<void> {
  const { tx, now } = work;
  const gone = await tx
    .update(offer)
    .set({ endedAt: now, endReason: "expired" })
    .where(and(eq(offer.ticketId, row.id), isNull(offer.endedAt), lte(offer.expiresAt, now)))
    .returning({ technicianId: offer.technicianId });
  const [mode, runs, standing] = await Promise.all([
    modeOf(tx, row),
    tx.select().from(dispatchRun).where(eq(dispatchRun.ticketId, row.id)),
    tx
      .select({ id: offer.id })
      .from(offer)
      .where(and(eq(offer.ticketId, row.id), isNull(offer.endedAt), gt(offer.expiresAt, now))),
  ]);
  if (standing.length > 0) return;
  const goneIds = gone.map((each) => each.technicianId);
  const waits = row.incidentId !== null && !row.leadsIncident;
  if (mode === "recommend" || !isWaiting(row.status) || waits || leadMustRule(row)) {
    if (goneIds.length > 0) await leave(work, row, goneIds);
    return;
  }
  const known = runs[0];
  const goesOn = known !== undefined && known.mode === mode && known.reopens === row.reopens;
  const round = goesOn ? known.round : 0;
  if (goesOn && known.endedAt !== null && goneIds.length === 0) return;
  const [wanted] = await tx.select().from(fault).where(eq(fault.code, row.faultCode));
  const { free } = await freeFor(tx, row, jobOf(wanted!, row), now);
  if (mode === "auto") {
    await keepRun(work, row, mode, round, new Date(now.getTime() + again));
    if (free[0] === undefined) return reviewAlarms(work, row, true);
    try {
      await giveTo(work, row, free[0], mode);
    } catch (error) {
      // Between the list and his lock another job has filled his hands, or he has left: the next list knows.
      if (!(error instanceof Refused) || error.refusal.code !== "NOT_ELIGIBLE") throw error;
      await keepRun(work, row, mode, round, now);
    }
    return;
  }
  const before = await tx
    .select({ technicianId: offer.technicianId, endReason: offer.endReason })
    .from(offer)
    .where(and(eq(offer.ticketId, row.id), eq(offer.reopens, row.reopens), eq(offer.mode, mode)));
  const out = before.filter((each) => mode === "round_robin" || each.endReason === "passed");
  const left = free.filter((id) => !out.some((each) => each.technicianId === id));
  const to = mode === "grab" ? (round < grabRounds ? left : []) : await whoseTurn(work, row, left);
  if (to.length > 0) return hold(work, row, mode, round + 1, to, goneIds);
  if (before.length > 0) {
    await keepRun(work, row, mode, round, now, now);
    await leave(work, row, goneIds);
  } else {
    await keepRun(work, row, mode, round, new Date(now.getTime() + again));
  }
  await reviewAlarms(work, row, true);
}

/** The next in turn of those who are free, and the turn is his. */
async function whoseTurn({ tx, now }: Work, row: TicketRow, free: string[]): Promise<string[]> {
  const key = { siteId: row.siteId, faultCode: row.faultCode };
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`turn ${row.siteId} ${row.faultCode}`}))`);
  const [last] = await tx
    .select()
    .from(dispatchTurn)
    .where(and(eq(dispatchTurn.siteId, key.siteId), eq(dispatchTurn.faultCode, key.faultCode)));
  const technicianId = nextInTurn(free, last?.technicianId ?? null);
  if (technicianId === null) return [];
  const turn = { technicianId, at: now };
  await tx
    .insert(dispatchTurn)
    .values({ ...key, ...turn })
    .onConflictDoUpdate({ target: [dispatchTurn.siteId, dispatchTurn.faultCode], set: turn });
  return [technicianId];
}

/** Holds the job out to these, rings their phones and says so on the board; `gone` are those whose time is up. */
async function hold(
  work: Work,
  row: TicketRow,
  mode: "grab" | "round_robin",
  round: number,
  to: string[],
  gone: string[],
): Promise<void> {
  const { tx, now } = work;
  const until = new Date(now.getTime() + offerMinutes[mode] * 60_000);
  await tx.insert(offer).values(
    to.map((technicianId) => ({
      id: newId(now),
      ticketId: row.id,
      technicianId,
      mode,
      round,
      reopens: row.reopens,
      offeredAt: now,
      expiresAt: until,
    })),
  );
  await keepRun(work, row, mode, round, until);
  for (const technicianId of to) await tellOffered(work, technicianId, row);
  const data = {
    mode,
    count: to.length,
    until: until.toISOString(),
    ...(mode === "round_robin" && { technicianId: to[0]! }),
  };
  await write(
    work,
    row,
    { kind: "fact", type: "offered", patch: {}, data },
    { data: { offeredTo: [...new Set([...to, ...gone])] } },
  );
}

/** Nobody took it: it is the desk's to assign. */
async function leave(work: Work, row: TicketRow, gone: string[]): Promise<void> {
  const fact = { kind: "fact", type: "offers_ended", patch: {}, data: {} } as const;
  await write(work, row, fact, { data: { offeredTo: gone } });
}

async function keepRun(
  { tx }: Work,
  row: TicketRow,
  mode: DispatchMode,
  round: number,
  nextAt: Date,
  endedAt: Date | null = null,
): Promise<void> {
  const run = { mode, reopens: row.reopens, round, nextAt, endedAt };
  await tx
    .insert(dispatchRun)
    .values({ ticketId: row.id, ...run })
    .onConflictDoUpdate({ target: dispatchRun.ticketId, set: run });
}
