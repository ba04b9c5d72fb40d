import { and, asc, eq, notInArray, sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { siteRecount } from "#db/schema/recount.ts";
import { ticket } from "#db/schema/ticket.ts";
import { promisedBy } from "../../domain/sla/promise.ts";
import { endedStatuses } from "../../domain/ticket/status.ts";
import { ring } from "../doorbell.ts";
import type { Work } from "../operation.ts";
import { systemWork } from "../systemWork.ts";
import { write } from "../ticket/apply.ts";
import { type TicketRow, toTicket } from "../ticket/load.ts";
import { clocksNow } from "./reckon.ts";

type Moved = { siteId: string; stamp: Date; counted: Date | null };

/**
 * Counts the open repairs of every site whose hours have changed anew, each in a transaction of its own with its event,
 * and says how many deadlines moved. A site seen for the first time was counted by the hours it has. What fails is told
 * to `failed` and tried again with the site in the next round.
 */
export async function recountHours(
  db: Database,
  now: Date,
  failed: (error: unknown) => void = (error) => {
    throw error;
  },
): Promise<number> {
  let moved = 0;
  for (const { siteId, stamp, counted } of await movedSites(db)) {
    let whole = true;
    const open = counted === null ? [] : await openAt(db, siteId);
    for (const { id } of open) {
      try {
        moved += await recountOne(db, id, now);
      } catch (error) {
        whole = false;
        failed(error);
      }
    }
    if (!whole) continue;
    await db
      .insert(siteRecount)
      .values({ siteId, countedFor: stamp })
      .onConflictDoUpdate({ target: siteRecount.siteId, set: { countedFor: stamp } });
  }
  return moved;
}

/**
 * Sites whose latest stamp, of their calendar, their own days or a calendar that a policy names, was not counted for. One
 * that has none yet counts as stamped long ago, so that its first calendar is a change.
 */
async function movedSites(db: Database): Promise<Moved[]> {
  const rows = await db.execute<{ site_id: string; stamp: string; counted: string | null }>(sql`
    select s.id as site_id, h.stamp, r.counted_for as counted
    from site s
    left join site_recount r on r.site_id = s.id
    cross join lateral (
      select coalesce(greatest(
        (select greatest(o.updated_at, c.updated_at) from site_calendar o join calendar c on c.id = o.calendar_id
          where o.site_id = s.id),
        (select max(c.updated_at) from service_policy p join calendar c on c.id = p.calendar_id
          where p.site_id is null or p.site_id = s.id)
      ), to_timestamp(0)) as stamp
    ) h
    where r.counted_for is distinct from h.stamp`);
  return rows.map((row) => ({
    siteId: row.site_id,
    stamp: new Date(row.stamp),
    counted: row.counted === null ? null : new Date(row.counted),
  }));
}

function openAt(db: Database, siteId: string) {
  return db
    .select({ id: ticket.id })
    .from(ticket)
    .where(and(eq(ticket.siteId, siteId), notInArray(ticket.status, [...endedStatuses])))
    .orderBy(asc(ticket.dueAt));
}

async function recountOne(db: Database, ticketId: string, now: Date): Promise<number> {
  const touched = new Set<string>();
  const moved = await db.transaction(async (tx) => {
    const [row] = await tx.select().from(ticket).where(eq(ticket.id, ticketId)).for("update");
    if (row === undefined || !(await hasMoved(tx, row, now))) return 0;
    const work = systemWork(tx, "hours", now, touched);
    await write(work, row, { kind: "fact", type: "recounted", patch: {}, data: {} });
    return 1;
  });
  for (const siteId of touched) ring(siteId);
  return moved;
}

/** Is anything that still runs due at another time than the row says? */
async function hasMoved(tx: Work["tx"], row: TicketRow, now: Date): Promise<boolean> {
  const { clocks, held } = await clocksNow(tx, row, now);
  if (!clocks.some((clock) => clock.running)) return false;
  const said = toTicket(row);
  return Object.entries(promisedBy(clocks, held.terms)).some(
    ([name, value]) => said[name as keyof typeof said] !== value,
  );
}
