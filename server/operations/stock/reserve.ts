import { and, asc, eq, inArray, lte, or } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#db/client.ts";
import { stockReservation } from "#db/schema/stock.ts";
import { ticket } from "#db/schema/ticket.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { isReal } from "../../domain/stock/movement.ts";
import { fromNumeric, readQuantity } from "../../domain/stock/quantity.ts";
import { doneBy } from "../../domain/ticket/claim.ts";
import { isOpen } from "../../domain/ticket/status.ts";
import { undoMinutes } from "../../domain/ticket/undo.ts";
import { id, instant } from "../input.ts";
import { command, type Work } from "../operation.ts";
import { systemWork } from "../systemWork.ts";
import { write } from "../ticket/apply.ts";
import { hold, stepInput } from "../ticket/hold.ts";
import { demandInHand } from "../ticket/inHand.ts";
import { lockTicket } from "../ticket/load.ts";
import { serveWaiting, within } from "./arrivals.ts";
import { eachNamed, quantity } from "./input.ts";
import { levelAt, writeLevel } from "./levels.ts";
import { type Locked, lockStock, type Reservation } from "./lock.ts";
import { materialsOf, type Store, siteOfTicket, storesOf } from "./stores.ts";

const wanted = z
  .array(z.strictObject({ id, materialId: id, quantity }))
  .min(1, "REQUIRED")
  .max(20, "TOO_LONG:20")
  .refine(eachNamed, "BAD_ID");

/**
 * Material that a job waits for: held at once where it lies free (the technician's van, else the warehouse), else
 * waited for in the order of asking. Refusals: NOT_FOUND, NOT_YOURS_NOW, STATE once the job has ended, TOO_EARLY,
 * BAD_ID for a line that the books have already.
 */
export const reserveStock = command({
  name: "stock.reserve",
  input: z.strictObject({ ...stepInput, lines: wanted }),
  async run(work, input) {
    const siteId = await siteOfTicket(work.tx, input.ticketId);
    const materialIds = input.lines.map((line) => line.materialId);
    const materials = await materialsOf(work.tx, siteId, materialIds);
    const stores = await storesOf(work, siteId);
    const [before] = await work.tx.select().from(ticket).where(eq(ticket.id, input.ticketId));
    const storeIds = within(before!, stores).map((each) => each.id);
    const ticketIds = [input.ticketId];
    const { levels } = await lockStock(work, { siteId, stores, storeIds, materialIds, ticketIds });
    const { row, claim, at } = await hold(work, "stock.reserve", input);
    // He may have changed while the locks were waited for.
    const near = within(row, stores).filter((each) => storeIds.includes(each.id));
    demandInHand(work.actor, row);
    let ready = 0;
    for (const line of input.lines) {
      const size = readQuantity(line.quantity)!;
      const place = near.find((each) => {
        const level = levelAt(levels, { storeId: each.id, materialId: line.materialId });
        return level.quantity - level.reserved >= size;
      });
      if (place !== undefined) {
        const spot = { storeId: place.id, materialId: line.materialId };
        const level = levelAt(levels, spot);
        level.reserved += size;
        await writeLevel(work, spot, level);
        ready += 1;
      }
      const fresh = await work.tx
        .insert(stockReservation)
        .values({
          id: line.id,
          siteId,
          ticketId: row.id,
          materialId: line.materialId,
          quantity: line.quantity,
          state: place === undefined ? "waiting" : "ready",
          storeId: place?.id ?? null,
          byId: personIdOf(work.actor) ?? "",
          at,
          readyAt: place === undefined ? null : work.now,
        })
        .onConflictDoNothing()
        .returning({ id: stockReservation.id });
      if (fresh.length === 0) throw new Refused(refuse("BAD_ID", { field: "lines" }));
    }
    const said = input.lines
      .map((line) => `${materials.get(line.materialId)!.code}×${line.quantity}`)
      .join(", ");
    const data = { ...claim, lines: input.lines.length, ready, materials: said };
    const moved = await write(work, row, { kind: "fact", type: "parts_reserved", patch: {}, data });
    return { ...moved, ready };
  },
});

/** Nobody waits for it any more; whoever is next in line gets it held. Refusals: NOT_FOUND, NOT_YOURS_NOW, STATE, SETTLED_ALREADY. */
export const releaseStock = command({
  name: "stock.release",
  input: z.strictObject({
    ticketId: id,
    reservationId: id,
    /** When he let it go, on a phone that was without network. */
    doneAt: instant.optional(),
  }),
  async run(work, input) {
    const siteId = await siteOfTicket(work.tx, input.ticketId);
    const of = and(
      eq(stockReservation.id, input.reservationId),
      eq(stockReservation.ticketId, input.ticketId),
    );
    const seen = await work.tx.select().from(stockReservation).where(of);
    const stores = await storesOf(work, siteId);
    const locked = await lockHeld(work, siteId, stores, seen, [input.ticketId]);
    demandInHand(work.actor, await lockTicket(work.tx, work.actor, "stock.release", input.ticketId));
    if (seen.length === 0) throw new Refused(refuse("NOT_FOUND", { field: "reservationId" }));
    const [{ at, readyAt }] = seen as [Reservation];
    const freed = await free(work, locked, seen, doneBy(input.doneAt, readyAt ?? at, work.now));
    if (freed === 0) throw new Refused(refuse("SETTLED_ALREADY"));
    return { released: freed };
  },
});

function lockHeld(work: Work, siteId: string, stores: Store[], held: Reservation[], ticketIds: string[]) {
  const materialIds = held.map((each) => each.materialId);
  // Where it is held by the time the lock is ours, nobody knows yet.
  const storeIds = stores.filter(({ kind }) => isReal(kind)).map((each) => each.id);
  return lockStock(work, { siteId, stores, storeIds, materialIds, ticketIds });
}

/** Lets reservations go and serves who is next; answers with how many were still open. */
async function free(
  work: Work,
  locked: Locked,
  held: readonly Reservation[],
  endedAt = work.now,
): Promise<number> {
  const ids = held.map((each) => each.id);
  if (ids.length === 0) return 0;
  const of = and(inArray(stockReservation.id, ids), inArray(stockReservation.state, ["waiting", "ready"]));
  // Read again: what was waiting may have become ready while the lock was waited for.
  const open = await work.tx.select().from(stockReservation).where(of);
  for (const each of open) {
    if (each.storeId === null) continue;
    const spot = { storeId: each.storeId, materialId: each.materialId };
    const level = levelAt(locked.levels, spot);
    level.reserved -= fromNumeric(each.quantity);
    await writeLevel(work, spot, level);
  }
  await work.tx.update(stockReservation).set({ state: "released", storeId: null, endedAt }).where(of);
  await serveWaiting(work, locked);
  return open.length;
}

/**
 * What jobs that have ended still hold goes back to whoever waits; answers with how many. What the desk can still take back
 * keeps it so long. One ticket a transaction.
 */
export async function releaseEnded(
  db: Database,
  now: Date,
  announce: (siteId: string) => void,
): Promise<number> {
  const settled = new Date(now.getTime() - undoMinutes * 60_000);
  const ended = await db
    .selectDistinct({ ticketId: stockReservation.ticketId, siteId: stockReservation.siteId })
    .from(stockReservation)
    .innerJoin(ticket, eq(ticket.id, stockReservation.ticketId))
    .where(
      and(
        inArray(stockReservation.state, ["waiting", "ready"]),
        or(
          inArray(ticket.status, ["done", "closed"]),
          and(inArray(ticket.status, ["cancelled", "declined", "duplicate"]), lte(ticket.closedAt, settled)),
        ),
      ),
    )
    .orderBy(asc(stockReservation.ticketId))
    .limit(50);
  let count = 0;
  for (const { ticketId, siteId } of ended) {
    const touched = new Set<string>();
    count += await db.transaction(async (tx) => {
      const work = systemWork(tx, "stock", now, touched);
      const of = and(
        eq(stockReservation.ticketId, ticketId),
        inArray(stockReservation.state, ["waiting", "ready"]),
      );
      const held = await tx.select().from(stockReservation).where(of);
      const locked = await lockHeld(work, siteId, await storesOf(work, siteId), held, [ticketId]);
      // It may have come back meanwhile.
      if (isOpen(locked.tickets.get(ticketId)!.status)) return 0;
      return free(work, locked, held);
    });
    for (const site of touched) announce(site);
  }
  return count;
}
