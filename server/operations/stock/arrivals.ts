import { and, eq, inArray } from "drizzle-orm";
import { person } from "#db/schema/person.ts";
import { stockReservation } from "#db/schema/stock.ts";
import { ticket } from "#db/schema/ticket.ts";
import { fromNumeric } from "../../domain/stock/quantity.ts";
import { isOpen } from "../../domain/ticket/status.ts";
import { tellByPush } from "../notice/tell.ts";
import type { Work } from "../operation.ts";
import { write } from "../ticket/apply.ts";
import type { TicketRow } from "../ticket/load.ts";
import { waitingFor } from "./holds.ts";
import { type Levels, levelAt, spotKey, writeLevel } from "./levels.ts";
import type { Store } from "./stores.ts";

/**
 * Something has come in: whoever waited for it longest gets it held, and his technician and the desk are told. Only
 * stores that this transaction has locked are looked at; tickets are locked after them, in order.
 */
export async function serveWaiting(
  work: Work,
  levels: Levels,
  siteId: string,
  stores: readonly Store[],
  materialIds: readonly string[],
): Promise<void> {
  const waiting = await waitingFor(work, siteId, materialIds);
  if (waiting.length === 0) return;
  const ids = [...new Set(waiting.map((each) => each.ticketId))].sort();
  const rows = await work.tx
    .select()
    .from(ticket)
    .where(inArray(ticket.id, ids))
    .orderBy(ticket.id)
    .for("update");
  const tickets = new Map(rows.filter((row) => isOpen(row.status)).map((row) => [row.id, row]));
  const served = new Map<string, number>();
  for (const each of waiting) {
    const row = tickets.get(each.ticketId);
    if (row === undefined) continue;
    const wanted = fromNumeric(each.quantity);
    const place = within(row, stores).find((candidate) => {
      const spot = { storeId: candidate.id, materialId: each.materialId };
      if (!levels.has(spotKey(spot))) return false;
      const level = levelAt(levels, spot);
      return level.quantity - level.reserved >= wanted;
    });
    if (place === undefined) continue;
    // Somebody may have served it elsewhere before the tickets were ours.
    const taken = await work.tx
      .update(stockReservation)
      .set({ state: "ready", storeId: place.id, readyAt: work.now })
      .where(and(eq(stockReservation.id, each.id), eq(stockReservation.state, "waiting")))
      .returning({ id: stockReservation.id });
    if (taken.length === 0) continue;
    const spot = { storeId: place.id, materialId: each.materialId };
    const level = levelAt(levels, spot);
    level.reserved += wanted;
    await writeLevel(work, spot, level);
    served.set(row.id, (served.get(row.id) ?? 0) + 1);
  }
  for (const [ticketId, count] of served) await tellOf(work, tickets.get(ticketId)!, count);
}

/** Where a job's material may be held: its technician's van, else the warehouse. */
export function within(row: TicketRow, stores: readonly Store[]): Store[] {
  const van = stores.filter((each) => each.kind === "van" && each.technicianId === row.technicianId);
  return [...van, ...stores.filter((each) => each.kind === "warehouse")];
}

async function tellOf(work: Work, row: TicketRow, count: number): Promise<void> {
  const still = await work.tx.$count(
    stockReservation,
    and(eq(stockReservation.ticketId, row.id), eq(stockReservation.state, "waiting")),
  );
  await write(work, row, { kind: "fact", type: "parts_ready", patch: {}, data: { count, still } });
  if (row.technicianId === null) return;
  const [who] = await work.tx.select().from(person).where(eq(person.id, row.technicianId));
  if (who === undefined) return;
  const to = { personId: who.id, address: who.phone ?? "", locale: who.locale };
  await tellByPush(work, to, "parts_ready", { number: row.number, still: String(still) }, row.id);
}
