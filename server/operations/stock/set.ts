import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { ticketCharge } from "#db/schema/charge.ts";
import { stockLevel, stockSetting } from "#db/schema/stock.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { chargedOf, chargeKinds } from "../../domain/stock/charge.ts";
import { fromNumeric, quantityWords } from "../../domain/stock/quantity.ts";
import { id } from "../input.ts";
import { command } from "../operation.ts";
import { demandConsent, limitOf } from "../quote/consent.ts";
import { demandFree } from "../repeat/link.ts";
import { lockSite } from "../site/lock.ts";
import { explain, write } from "../ticket/apply.ts";
import { lockTicket } from "../ticket/load.ts";
import { anyQuantity, cents } from "./input.ts";
import { demandSite, materialsOf, realStore, siteOfStore, storesOf } from "./stores.ts";

/**
 * At or below how much a material is low in a store; null for never. `seen` is what was shown as that. Refuses STALE where
 * another has set something else since.
 */
export const setLow = command({
  name: "stock.setLow",
  input: z.strictObject({
    storeId: id,
    materialId: id,
    lowAt: anyQuantity.nullable(),
    seen: anyQuantity.nullable().optional(),
  }),
  async run(work, input) {
    const siteId = await siteOfStore(work, "stock.setLow", input.storeId);
    const { id: storeId } = realStore(await storesOf(work, siteId), input.storeId);
    await materialsOf(work.tx, siteId, [input.materialId]);
    const { materialId, lowAt, seen } = input;
    // The row stands from here on, so that of two at once the second meets what the first has set.
    await work.tx.insert(stockLevel).values({ storeId, materialId }).onConflictDoNothing();
    const one = and(eq(stockLevel.storeId, storeId), eq(stockLevel.materialId, materialId));
    const [held] = await work.tx
      .select({ lowAt: stockLevel.lowAt })
      .from(stockLevel)
      .where(one)
      .for("update");
    const stands = held?.lowAt == null ? null : quantityWords(fromNumeric(held.lowAt));
    if (seen !== undefined && ![seen, lowAt].includes(stands))
      throw new Refused(refuse("STALE", { field: "lowAt" }));
    const since = sql`case when ${lowAt}::numeric is null or stock_level.quantity > ${lowAt}::numeric then null
      else coalesce(stock_level.low_since, ${work.now.toISOString()}::timestamptz) end`;
    await work.tx.update(stockLevel).set({ lowAt, lowSince: since }).where(one);
    return { storeId, materialId, lowAt };
  },
});

/**
 * Above which sum the owners of a site are asked first. `seen` is the sum that was shown as that. Refuses STALE where
 * another has set a third one since.
 */
export const setLimit = command({
  name: "stock.setLimit",
  input: z.strictObject({ siteId: id, limitCents: cents, seen: cents.optional() }),
  async run(work, { siteId, limitCents, seen }) {
    demandSite(work.actor, "stock.setLimit", siteId);
    await lockSite(work, siteId);
    if (seen !== undefined && ![seen, limitCents].includes(await limitOf(work.tx, siteId)))
      throw new Refused(refuse("STALE", { field: "limitCents" }));
    await work.tx
      .insert(stockSetting)
      .values({ siteId, limitCents })
      .onConflictDoUpdate({ target: stockSetting.siteId, set: { limitCents } });
    return { siteId, limitCents };
  },
});

/**
 * Who pays for a line is ruled otherwise: the price stays, the charge changes. `seen` is who paid as it was shown.
 * Refusals: NOT_FOUND (chargeId), RETURN_FREE, STALE where another has ruled otherwise since.
 */
export const setCharge = command({
  name: "stock.setCharge",
  input: z.strictObject({
    ticketId: id,
    chargeId: id,
    kind: z.enum(chargeKinds, { error: "REQUIRED" }),
    seen: z.enum(chargeKinds).optional(),
  }),
  async run(work, input) {
    const row = await lockTicket(work.tx, work.actor, "stock.setCharge", input.ticketId);
    if (input.kind === "charged") await demandFree(work, row.id);
    const of = and(
      eq(ticketCharge.id, input.chargeId),
      eq(ticketCharge.ticketId, row.id),
      isNull(ticketCharge.voidedAt),
    );
    const [line] = await work.tx.select().from(ticketCharge).where(of);
    if (line === undefined) throw new Refused(refuse("NOT_FOUND", { field: "chargeId" }));
    if (input.seen !== undefined && line.kind !== input.seen && line.kind !== input.kind)
      throw new Refused(await explain(work, row, refuse("STALE")));
    const chargedCents = chargedOf(input.kind, line.costCents);
    await work.tx.update(ticketCharge).set({ kind: input.kind, chargedCents, consent: "none" }).where(of);
    const data = { how: input.kind, materialId: line.materialId, quantity: line.quantity };
    const moved = await write(work, row, { kind: "fact", type: "parts_settled", patch: {}, data });
    return demandConsent(work, row.id, moved);
  },
});
