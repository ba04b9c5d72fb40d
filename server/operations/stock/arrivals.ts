import { and, asc, eq, inArray } from "drizzle-orm";
import { material } from "#db/schema/material.ts";
import { stockReservation } from "#db/schema/stock.ts";
import { fromNumeric, quantityWords } from "../../domain/stock/quantity.ts";
import { isOpen } from "../../domain/ticket/status.ts";
import type { Work } from "../operation.ts";
import type { TicketRow } from "../ticket/load.ts";
import { levelAt, spotKey, writeLevel } from "./levels.ts";
import type { Locked, Reservation } from "./lock.ts";
import type { Store } from "./stores.ts";
import { tellHolds } from "./tellHolds.ts";

/**
 * Stock has moved: whoever waits for it longest gets it held, from whichever locked store has it, and what was taken away
 * in this transaction is looked for in the same way. The jobs hear of it, each with an event and its technician's phone.
 */
export async function serveWaiting(work: Work, locked: Locked): Promise<void> {
  const waiting = await waitingFor(work, locked);
  const ready = new Map<string, number>();
  const moved: Array<[Reservation, Store]> = [];
  const lost: Reservation[] = [];
  for (const each of waiting) {
    const row = locked.tickets.get(each.ticketId);
    if (row === undefined || !isOpen(row.status)) continue;
    const taken = locked.loosened.has(each.id);
    const place = await holdNear(work, locked, row, each);
    if (place === null) {
      if (taken) lost.push(each);
    } else if (taken) moved.push([each, place]);
    else ready.set(row.id, (ready.get(row.id) ?? 0) + 1);
  }
  const ids = new Set([...ready.keys(), ...[...lost, ...moved.map(([each]) => each)].map((r) => r.ticketId)]);
  const codes = lost.length + moved.length === 0 ? new Map() : await codesOf(work, locked.materialIds);
  const said = (all: readonly Reservation[]) =>
    all
      .map((each) => `${codes.get(each.materialId)}×${quantityWords(fromNumeric(each.quantity))}`)
      .join(", ");
  // In the order in which they are locked.
  for (const ticketId of [...ids].sort()) {
    const gone = lost.filter((each) => each.ticketId === ticketId);
    if (gone.length > 0)
      await tellHolds(work, ticketId, { type: "parts_lost", count: gone.length, materials: said(gone) });
    for (const [each, place] of moved.filter(([of]) => of.ticketId === ticketId))
      await tellHolds(work, ticketId, {
        type: "parts_moved",
        count: 1,
        materials: said([each]),
        place,
        reservationId: each.id,
      });
    const count = ready.get(ticketId) ?? 0;
    if (count > 0) await tellHolds(work, ticketId, { type: "parts_ready", count });
  }
}

/** Holds what a reservation asks for where it lies free; answers with where, or null. */
export async function holdNear(
  work: Work,
  { levels, stores }: Locked,
  row: TicketRow,
  { id, materialId, quantity }: Pick<Reservation, "id" | "materialId" | "quantity">,
): Promise<Store | null> {
  const wanted = fromNumeric(quantity);
  for (const place of within(row, stores)) {
    const spot = { storeId: place.id, materialId };
    if (!levels.has(spotKey(spot))) continue;
    const level = levelAt(levels, spot);
    if (level.quantity - level.reserved < wanted) continue;
    await work.tx
      .update(stockReservation)
      .set({ state: "ready", storeId: place.id, readyAt: work.now })
      .where(eq(stockReservation.id, id));
    level.reserved += wanted;
    await writeLevel(work, spot, level);
    return place;
  }
  return null;
}

/** Where a job's material may be held: its technician's van, else the warehouse. */
export function within(row: Pick<TicketRow, "technicianId">, stores: readonly Store[]): Store[] {
  const van = stores.filter((each) => each.kind === "van" && each.technicianId === row.technicianId);
  return [...van, ...stores.filter((each) => each.kind === "warehouse")];
}

/** What is waited for, first come first. */
function waitingFor(work: Work, { siteId, materialIds }: Locked): Promise<Reservation[]> {
  return work.tx
    .select()
    .from(stockReservation)
    .where(
      and(
        eq(stockReservation.siteId, siteId),
        inArray(stockReservation.materialId, [...materialIds]),
        eq(stockReservation.state, "waiting"),
      ),
    )
    .orderBy(asc(stockReservation.at), asc(stockReservation.id));
}

export async function codesOf(work: Work, materialIds: readonly string[]): Promise<Map<string, string>> {
  const of = inArray(material.id, [...materialIds]);
  const rows = await work.tx.select({ id: material.id, code: material.code }).from(material).where(of);
  return new Map(rows.map(({ id, code }) => [id, code]));
}
