import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { ticketCharge } from "#db/schema/charge.ts";
import { quote } from "#db/schema/quote.ts";
import { stockConflict, stockReservation, store } from "#db/schema/stock.ts";
import type { OperationName } from "../domain/access/policy.ts";
import { saveMaterial } from "../operations/material/save.ts";
import { perform } from "../operations/operation.ts";
import { as, type World } from "./world.ts";

type Target = { ticketId: string; siteId: string };
type There = {
  siteId: string;
  materialId: string;
  warehouseId: string;
  vanId: string;
  /** The van that the technician of the first site does not drive. */
  otherVanId: string;
};
type About = There & { chargeId: string; reservationId: string; conflictId: string; quoteId: string };
export type Stocked = Map<string, About>;

/** A material of this site, with its stores. */
export async function stockAt(connection: Connection, world: World, code = "TAP-15"): Promise<There> {
  const made = await perform(
    saveMaterial,
    as(world.lead, connection),
    {
      siteId: world.siteId,
      materialId: null,
      code,
      barcode: "",
      nameZh: "水龙头",
      nameEn: "Tap",
      unit: "piece",
      priceCents: 8_500,
      usually: "charged",
      retired: false,
    },
    randomUUID(),
  );
  const stores = await connection.db.select().from(store).where(eq(store.siteId, world.siteId));
  const van = (personId: string) => stores.find((each) => each.technicianId === personId)!.id;
  return {
    siteId: world.siteId,
    materialId: made.materialId,
    warehouseId: stores.find((each) => each.kind === "warehouse")!.id,
    vanId: van(world.technician.personId),
    otherVanId: van(world.technician2.personId),
  };
}

/** For each ticket a line, a reservation, a conflict and a quote of its own. */
export async function stockedFor(
  [own, neighbours, foreign]: [own: Target, neighbours: Target, foreign: Target],
  connection: Connection,
  here: World,
  elsewhere: World,
): Promise<Stocked> {
  const [near, far] = [await stockAt(connection, here), await stockAt(connection, elsewhere)];
  const stocked: Stocked = new Map();
  for (const [target, there, world] of [
    [own, near, here],
    [neighbours, { ...near, vanId: near.otherVanId }, here],
    [foreign, far, elsewhere],
  ] as const) {
    const { ticketId, siteId } = target;
    const { materialId } = there;
    const [at, technicianId] = [new Date(), world.technician.personId];
    const ids = {
      chargeId: randomUUID(),
      reservationId: randomUUID(),
      conflictId: randomUUID(),
      quoteId: randomUUID(),
    };
    const { db } = connection;
    await db.insert(stockConflict).values({
      id: ids.conflictId,
      siteId,
      ticketId,
      materialId,
      storeId: there.vanId,
      quantity: "1",
      available: "0",
      technicianId,
      at,
      doneAt: at,
    });
    await db.insert(ticketCharge).values({
      id: ids.chargeId,
      ticketId,
      materialId,
      quantity: "1",
      priceCents: 8_500,
      costCents: 8_500,
      kind: "charged",
      chargedCents: 8_500,
      consent: "none",
      technicianId,
      usedAt: at,
      conflictId: ids.conflictId,
    });
    const reserved = { ticketId, siteId, materialId, quantity: "1", byId: technicianId, at };
    await db.insert(stockReservation).values({ id: ids.reservationId, ...reserved, state: "waiting" });
    await db
      .insert(quote)
      .values({ id: ids.quoteId, ticketId, lines: [], totalCents: 1, madeAt: at, sentTo: 0 });
    stocked.set(ticketId, { ...there, ...ids });
  }
  return stocked;
}

/** An input of every operation about materials; what is about nothing known speaks of ids that nobody has. */
export function stockInputs(
  stocked: Stocked | undefined,
  at: Target,
): Partial<Record<OperationName, unknown>> {
  const none = () => randomUUID();
  const about = stocked?.get(at.ticketId);
  const { materialId = none(), warehouseId = none(), vanId = none() } = about ?? {};
  const ticket = { ticketId: at.ticketId, version: 1_000 };
  const lines = [{ materialId, quantity: "1" }];
  const used = [{ id: none(), materialId, quantity: "1", kind: "charged" }];
  const site = { siteId: at.siteId };
  return {
    "material.list": site,
    "material.save": {
      ...site,
      materialId: null,
      code: none().slice(0, 8),
      nameZh: "灯",
      nameEn: "Lamp",
      unit: "piece",
      priceCents: 100,
      usually: "free",
    },
    "stock.levels": site,
    "stock.ofTicket": { ticketId: at.ticketId },
    "stock.history": site,
    "stock.usage": { ...site, by: "item", from: "2026-01-01T00:00:00Z", until: "2030-01-01T00:00:00Z" },
    "stock.receive": { storeId: warehouseId, lines, reason: "delivery" },
    "stock.issue": { fromId: warehouseId, toId: vanId, lines, reason: "refill" },
    "stock.return": { storeId: vanId, lines, reason: "not_needed" },
    "stock.transfer": { fromId: warehouseId, toId: vanId, lines, reason: "needed_there" },
    "stock.count": { storeId: warehouseId, materialId, counted: "1", seen: "0", reason: "stocktake" },
    "stock.setLow": { storeId: warehouseId, materialId, lowAt: "2" },
    "stock.setLimit": { ...site, limitCents: 20_000 },
    "stock.setCharge": { ticketId: at.ticketId, chargeId: about?.chargeId ?? none(), kind: "free" },
    "stock.settle": { conflictId: about?.conflictId ?? none(), by: "counted" },
    "stock.use": { ...ticket, lines: used },
    "stock.takeBack": { ...ticket, chargeId: about?.chargeId ?? none() },
    "stock.reserve": { ...ticket, lines: [{ id: none(), materialId, quantity: "1" }] },
    "stock.release": { ticketId: at.ticketId, reservationId: about?.reservationId ?? none() },
    "quote.send": { ...ticket, lines: [{ materialId, quantity: "1", kind: "charged" }] },
    "quote.of": { ticketId: at.ticketId },
    "quote.answer": { ticketId: at.ticketId, quoteId: about?.quoteId ?? none(), answer: "accepted" },
  };
}
