import { and, desc, eq, inArray } from "drizzle-orm";
import { stockReservation } from "#db/schema/stock.ts";
import { fromNumeric, type Thousandths } from "../../domain/stock/quantity.ts";
import { isOpen } from "../../domain/ticket/status.ts";
import type { Work } from "../operation.ts";
import { type Levels, levelAt, type Spot, writeLevel } from "./levels.ts";
import type { Locked, Reservation } from "./lock.ts";

/** What is held in a store that this transaction has locked, newest first. */
function heldAt(work: Work, { storeId, materialId }: Spot): Promise<Reservation[]> {
  return work.tx
    .select()
    .from(stockReservation)
    .where(
      and(
        eq(stockReservation.storeId, storeId),
        eq(stockReservation.materialId, materialId),
        eq(stockReservation.state, "ready"),
      ),
    )
    .orderBy(desc(stockReservation.at), desc(stockReservation.id));
}

/** Ends what is held for a ticket at this spot, so that it can be used or moved; answers with what it was. */
export async function takeHolds(
  work: Work,
  levels: Levels,
  spot: Spot,
  ticketId: string,
  becomes: "used" | { storeId: string },
): Promise<Reservation[]> {
  const mine = (await heldAt(work, spot)).filter((each) => each.ticketId === ticketId);
  if (mine.length === 0) return [];
  const level = levelAt(levels, spot);
  for (const each of mine) level.reserved -= fromNumeric(each.quantity);
  await writeLevel(work, spot, level);
  await work.tx
    .update(stockReservation)
    .set(becomes === "used" ? { state: "used", endedAt: work.now } : { storeId: becomes.storeId })
    .where(
      inArray(
        stockReservation.id,
        mine.map((each) => each.id),
      ),
    );
  return mine;
}

/**
 * More is held here than may be, since it is used or not there: the newest holds wait again, those of jobs that have
 * ended are over. Whoever calls this serves those who wait in the same transaction, which tells the jobs.
 */
export async function loosen(work: Work, locked: Locked, spot: Spot, most: Thousandths): Promise<void> {
  const level = levelAt(locked.levels, spot);
  if (level.reserved <= most) return;
  const held = await heldAt(work, spot);
  const over = (each: Reservation) => !isOpen(locked.tickets.get(each.ticketId)?.status ?? "closed");
  for (const each of [...held.filter(over), ...held.filter((one) => !over(one))]) {
    if (level.reserved <= most) break;
    level.reserved -= fromNumeric(each.quantity);
    await work.tx
      .update(stockReservation)
      .set(
        over(each)
          ? { state: "released", storeId: null, endedAt: work.now }
          : { state: "waiting", storeId: null, readyAt: null },
      )
      .where(eq(stockReservation.id, each.id));
    if (!over(each)) locked.loosened.add(each.id);
  }
  await writeLevel(work, spot, level);
}
