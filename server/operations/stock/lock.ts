import { and, asc, eq, inArray } from "drizzle-orm";
import { stockReservation } from "#db/schema/stock.ts";
import { ticket } from "#db/schema/ticket.ts";
import type { Work } from "../operation.ts";
import type { TicketRow } from "../ticket/load.ts";
import { type Levels, lockLevels } from "./levels.ts";
import { ofKind, type Store } from "./stores.ts";

export type Reservation = typeof stockReservation.$inferSelect;

/** What one transaction about materials holds: their levels, and every ticket that waits for them or has some held. */
export type Locked = {
  siteId: string;
  stores: readonly Store[];
  materialIds: readonly string[];
  levels: Levels;
  tickets: ReadonlyMap<string, TicketRow>;
  /** Holds that this transaction has taken away, by id. */
  loosened: Set<string>;
};

type Wanted = {
  siteId: string;
  stores: readonly Store[];
  /** Where something moves; the warehouse and the vans of all who wait are locked too. */
  storeIds: readonly string[];
  materialIds: readonly string[];
  /** What it is about. */
  ticketIds?: readonly string[];
};

/**
 * Locks all that a movement may touch, in one order for everybody: levels by store and material, then tickets by id,
 * before anything is written. Everybody locks the warehouse's level, so that nobody waits or holds anew meanwhile.
 */
export async function lockStock(work: Work, wanted: Wanted): Promise<Locked> {
  const { siteId, stores, storeIds, materialIds, ticketIds = [] } = wanted;
  const of = and(
    eq(stockReservation.siteId, siteId),
    inArray(stockReservation.materialId, [...materialIds]),
    inArray(stockReservation.state, ["waiting", "ready"]),
  );
  const ask = () =>
    materialIds.length === 0
      ? []
      : work.tx
          .select({ ticketId: ticket.id, technicianId: ticket.technicianId })
          .from(stockReservation)
          .innerJoin(ticket, eq(ticket.id, stockReservation.ticketId))
          .where(of);
  const around = (await ask()).map(({ technicianId }) => technicianId);
  const vans = stores.filter((each) => each.technicianId !== null && around.includes(each.technicianId));
  const near = [ofKind(stores, "warehouse"), ...vans].map((each) => each.id);
  const levels = await lockLevels(work, [...storeIds, ...near], materialIds);
  const ids = [...new Set([...ticketIds, ...(await ask()).map(({ ticketId }) => ticketId)])];
  const rows =
    ids.length === 0
      ? []
      : await work.tx
          .select()
          .from(ticket)
          .where(inArray(ticket.id, ids))
          .orderBy(asc(ticket.id))
          .for("update");
  const tickets = new Map(rows.map((row) => [row.id, row]));
  return { siteId, stores, materialIds, levels, tickets, loosened: new Set() };
}
