import { and, asc, eq, isNotNull, ne, notInArray, sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { event } from "#db/schema/event.ts";
import { stockReservation, store } from "#db/schema/stock.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import { fromNumeric, quantityWords } from "../../domain/stock/quantity.ts";
import { isOpen } from "../../domain/ticket/status.ts";
import type { Work } from "../operation.ts";
import { systemWork } from "../systemWork.ts";
import { codesOf, holdNear, serveWaiting } from "./arrivals.ts";
import { levelAt, writeLevel } from "./levels.ts";
import { type Locked, lockStock, type Reservation } from "./lock.ts";
import { storesOf } from "./stores.ts";
import { tellHolds } from "./tellHolds.ts";

/** What is held for a job in the van of somebody who does not have it. */
const strays = and(
  eq(stockReservation.state, "ready"),
  isNotNull(store.technicianId),
  isNotNull(ticket.technicianId),
  ne(store.technicianId, ticket.technicianId),
  notInArray(ticket.status, ["done", "closed", "cancelled", "declined", "duplicate"]),
);
/** He who has the job now has been told already where it lies. */
const told = sql`exists (select 1 from ${event} where ${event.ticketId} = ${ticket.id} and ${event.type} = 'parts_left'
  and ${event.data}->>'reservationId' = ${stockReservation.id}::text
  and ${event.data}->>'technicianId' = ${ticket.technicianId}::text
  and ${event.at} >= (select ${assignment.assignedAt} from ${assignment}
    where ${assignment.ticketId} = ${ticket.id} and ${assignment.endedAt} is null))`;

/**
 * However a job came to another technician: what the one before has in his van for it is held where the new one gets it,
 * in his own van or the warehouse, if it lies free there; else it stays, and he is told in whose van. Answers with how
 * many were moved or told of. One ticket a transaction.
 */
export async function followHolders(
  db: Database,
  now: Date,
  announce: (siteId: string) => void,
): Promise<number> {
  const found = await db
    .selectDistinct({ ticketId: ticket.id, siteId: ticket.siteId })
    .from(stockReservation)
    .innerJoin(store, eq(store.id, stockReservation.storeId))
    .innerJoin(ticket, eq(ticket.id, stockReservation.ticketId))
    .where(and(strays, sql`not ${told}`))
    .orderBy(asc(ticket.id))
    .limit(50);
  let count = 0;
  for (const { ticketId, siteId } of found) {
    const touched = new Set<string>();
    count += await db.transaction((tx) =>
      bringAlong(systemWork(tx, "stock", now, touched), siteId, ticketId),
    );
    for (const site of touched) announce(site);
  }
  return count;
}

async function bringAlong(work: Work, siteId: string, ticketId: string): Promise<number> {
  const mine = eq(stockReservation.ticketId, ticketId);
  const ask = () =>
    work.tx
      .select({ held: stockReservation, storeId: store.id })
      .from(stockReservation)
      .innerJoin(store, eq(store.id, stockReservation.storeId))
      .innerJoin(ticket, eq(ticket.id, stockReservation.ticketId))
      .where(and(mine, strays, sql`not ${told}`))
      .orderBy(asc(stockReservation.id));
  const before = await ask();
  const stores = await storesOf(work, siteId);
  const storeIds = stores.filter(({ kind }) => kind === "van").map((each) => each.id);
  const materialIds = before.map(({ held }) => held.materialId);
  const locked = await lockStock(work, { siteId, stores, storeIds, materialIds, ticketIds: [ticketId] });
  const row = locked.tickets.get(ticketId);
  if (row === undefined || row.technicianId === null || !isOpen(row.status)) return 0;
  const codes = await codesOf(work, materialIds);
  // Read again: it may have been used or moved while the locks were waited for.
  const now = (await ask()).filter(({ held }) => materialIds.includes(held.materialId));
  for (const { held } of now) {
    const materials = `${codes.get(held.materialId)}×${quantityWords(fromNumeric(held.quantity))}`;
    const old = stores.find((each) => each.id === held.storeId)!;
    const place = await holdNear(work, locked, row, held);
    if (place !== null) await letGo(work, locked, held);
    const [type, where] = place === null ? (["parts_left", old] as const) : (["parts_moved", place] as const);
    const reservationId = held.id;
    await tellHolds(work, ticketId, { type, count: 1, materials, place: where, reservationId });
  }
  await serveWaiting(work, locked);
  return now.length;
}

/** It is held elsewhere now: where it was it is free. */
async function letGo(
  work: Work,
  { levels }: Locked,
  { storeId, materialId, quantity }: Reservation,
): Promise<void> {
  const spot = { storeId: storeId!, materialId };
  const level = levelAt(levels, spot);
  level.reserved -= fromNumeric(quantity);
  await writeLevel(work, spot, level);
}
