import { and, desc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { alarm, alarmHead } from "#db/schema/alarm.ts";
import { fault } from "#db/schema/fault.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import { type AlarmKind, alarmKinds, alarmsFor, isWatched } from "../../domain/alarm/kind.ts";
import type { Shortfall } from "../../domain/alarm/shortfall.ts";
import { isWaiting } from "../../domain/ticket/status.ts";
import type { UrgencyLevel } from "../../domain/ticket/ticket.ts";
import { modeOf } from "../dispatch/modes.ts";
import { ring } from "../doorbell.ts";
import { newId } from "../newId.ts";
import type { Tx, Work } from "../operation.ts";
import type { TicketRow } from "../ticket/load.ts";
import { eligibleFor } from "./shortfall.ts";

type Reviewed = Pick<
  TicketRow,
  "id" | "siteId" | "placeId" | "urgency" | "status" | "statusSince" | "dueAt" | "faultCode" | "arriveBy"
> &
  Partial<Pick<TicketRow, "incidentId" | "leadsIncident" | "neededSkill" | "declines">>;
type Moment = Pick<Work, "tx" | "now" | "touched">;

/**
 * Raises what this ticket is now a reason for and clears what it no longer is, in the transaction of its cause; the
 * ticket is locked by it. `wasUrgent`: it may have alarms although it is not urgent any more. `declines`: in this
 * very transaction the one who was sent says no, which his assignment does not tell yet.
 */
export async function reviewAlarms(
  work: Moment,
  row: Reviewed,
  wasUrgent = false,
  declines = false,
): Promise<void> {
  // Under an incident one ticket is the work; the others wait for it and ring for nobody.
  const waits = row.incidentId != null && row.leadsIncident !== true;
  const watched = {
    urgency: waits ? 4 : (row.urgency as UrgencyLevel),
    status: row.status,
    dueAt: row.dueAt?.toISOString() ?? null,
    statusSince: row.statusSince.toISOString(),
  };
  const { tx, now } = work;
  const automatic =
    !waits && isWaiting(row.status) && !isWatched(watched) && (await modeOf(tx, row)) !== "recommend";
  if (!isWatched(watched) && !wasUrgent && !waits && !automatic) return;
  const standing = await tx
    .select({ id: alarm.id, kind: alarm.kind, shortfall: alarm.shortfall })
    .from(alarm)
    .where(and(eq(alarm.ticketId, row.id), isNull(alarm.clearedAt)));
  const looks = (isWatched(watched) || automatic) && isWaiting(row.status);
  const [known] = looks
    ? await tx.select({ danger: fault.danger }).from(fault).where(eq(fault.code, row.faultCode))
    : [];
  const { eligible, shortfall } = looks
    ? await eligibleFor(tx, row, now)
    : { eligible: null, shortfall: null };
  const wanted = alarmsFor(
    watched,
    {
      danger: (known?.danger ?? null) !== null,
      eligible,
      automatic,
      declined: declines || (looks && (row.declines ?? 0) > 0 && (await lastDeclined(tx, row.id))),
    },
    now.toISOString(),
  );
  const stands = (kind: AlarmKind) => standing.find((each) => each.kind === kind);
  const gone = standing.filter((each) => wanted[each.kind] === false).map((each) => each.id);
  const fresh = alarmKinds.filter((kind) => wanted[kind] === true && !stands(kind));
  const changed = wanted.nobody === true && differs(stands("nobody")?.shortfall, shortfall);
  if (gone.length > 0) await tx.update(alarm).set({ clearedAt: now }).where(inArray(alarm.id, gone));
  const raised =
    fresh.length > 0
      ? await tx
          .insert(alarm)
          .values(
            fresh.map((kind) => ({
              id: newId(now),
              siteId: row.siteId,
              ticketId: row.id,
              kind,
              raisedAt: now,
              shortfall: kind === "nobody" ? shortfall : null,
            })),
          )
          .onConflictDoNothing()
          .returning({ id: alarm.id })
      : [];
  const before = stands("nobody");
  if (changed && before) await tx.update(alarm).set({ shortfall }).where(eq(alarm.id, before.id));
  if (gone.length + raised.length > 0 || (changed && before)) await countAlarms(work, row.siteId);
}

/** The alarms of a site are others than they were: the count moves with them, and its screens are told after commit. */
export async function countAlarms(work: Pick<Work, "tx" | "touched">, siteId: string): Promise<void> {
  await work.tx
    .insert(alarmHead)
    .values({ siteId, version: 1 })
    .onConflictDoUpdate({ target: alarmHead.siteId, set: { version: sql`${alarmHead.version} + 1` } });
  work.touched.add(siteId);
}

/** Did the last one who was sent say no? Who was called back by the desk has not. */
async function lastDeclined(tx: Tx, ticketId: string): Promise<boolean> {
  const [last] = await tx
    .select({ endReason: assignment.endReason })
    .from(assignment)
    .where(eq(assignment.ticketId, ticketId))
    .orderBy(desc(assignment.assignedAt))
    .limit(1);
  return last?.endReason === "declined";
}

function differs(before: Shortfall | null | undefined, now: Shortfall | null): boolean {
  return before !== undefined && JSON.stringify(sorted(before)) !== JSON.stringify(sorted(now));
}

/** The database keeps keys in an order of its own. */
function sorted(value: Shortfall | null) {
  if (value === null) return null;
  const { skill, certificate, level, until, uncertified, callIn, lend, causes, soonest, overrule } = value;
  const offers = [callIn.map((o) => [o.id, o.from]), lend.map((o) => [o.id, o.siteId, o.until])];
  const here = [
    causes?.map((each) => [each.why, each.count]) ?? null,
    soonest ? [soonest.id, soonest.minutes] : null,
    overrule?.map((each) => [each.id, each.whyNot]) ?? null,
  ];
  return [skill, certificate, value.lead === true, level ?? null, until, uncertified, ...offers, ...here];
}

const atOnce = 200;

/**
 * Looks at every urgent ticket that time alone may have made a reason for an alarm, and at all that have one. Each is
 * a transaction of its own on a locked ticket; one that somebody works on, or another server looks at, is left for the
 * next time, and so is one that fails, which is told to `failed`. Answers how many were looked at.
 */
export async function reviewAll(
  db: Database,
  now: Date,
  failed: (error: unknown) => void = (error) => {
    throw error;
  },
  pageOf = atOnce,
): Promise<number> {
  let looked = 0;
  let last: { urgency: number; id: string } | null = null;
  // Page by page to the end, the most urgent first: however many there are, none is left unseen.
  for (;;) {
    const rows = await duePage(db, last, pageOf);
    const touched = new Set<string>();
    for (const { id } of rows) {
      try {
        const done = await db.transaction((tx) => reviewOne({ tx, now, touched }, id));
        if (done) looked += 1;
      } catch (error) {
        failed(error);
      }
    }
    for (const siteId of touched) ring(siteId);
    last = rows.at(-1) ?? null;
    if (last === null || rows.length < pageOf) return looked;
  }
}

type Place = { urgency: number; id: string };

function duePage(db: Database, after: Place | null, limit: number): Promise<Place[]> {
  return db
    .select({ id: ticket.id, urgency: ticket.urgency })
    .from(ticket)
    .where(
      and(
        or(
          and(
            sql`${ticket.urgency} <= 2`,
            inArray(ticket.status, ["received", "triaged", "dispatched", "accepted", "en_route"]),
          ),
          sql`exists (select 1 from ${alarm} where ${alarm.ticketId} = ${ticket.id} and ${alarm.clearedAt} is null)`,
        ),
        after === null
          ? undefined
          : sql`(${ticket.urgency}, ${ticket.id}) > (${after.urgency}, ${after.id}::uuid)`,
      ),
    )
    .orderBy(ticket.urgency, ticket.id)
    .limit(limit);
}

async function reviewOne(work: { tx: Tx; now: Date; touched: Set<string> }, id: string): Promise<boolean> {
  const [row] = await work.tx
    .select()
    .from(ticket)
    .where(eq(ticket.id, id))
    .for("update", { skipLocked: true });
  if (row === undefined) return false;
  await reviewAlarms(work, row, true);
  return true;
}
