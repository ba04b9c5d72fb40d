import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { ticketCharge } from "#db/schema/charge.ts";
import { stockLevel, stockSetting } from "#db/schema/stock.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { chargedOf, chargeKinds } from "../../domain/stock/charge.ts";
import { id } from "../input.ts";
import { command } from "../operation.ts";
import { demandConsent } from "../quote/consent.ts";
import { demandFree } from "../repeat/link.ts";
import { explain, write } from "../ticket/apply.ts";
import { lockTicket } from "../ticket/load.ts";
import { anyQuantity, cents } from "./input.ts";
import { demandSite, materialsOf, realStore, siteOfStore, storesOf } from "./stores.ts";

/** At or below how much a material is low in a store; null for never. */
export const setLow = command({
  name: "stock.setLow",
  input: z.strictObject({ storeId: id, materialId: id, lowAt: anyQuantity.nullable() }),
  async run(work, input) {
    const siteId = await siteOfStore(work, "stock.setLow", input.storeId);
    const { id: storeId } = realStore(await storesOf(work, siteId), input.storeId);
    await materialsOf(work.tx, siteId, [input.materialId]);
    const { materialId, lowAt } = input;
    const since = sql`case when ${lowAt}::numeric is null or stock_level.quantity > ${lowAt}::numeric then null
      else coalesce(stock_level.low_since, ${work.now.toISOString()}::timestamptz) end`;
    await work.tx
      .insert(stockLevel)
      .values({ storeId, materialId, lowAt, lowSince: lowAt === null ? null : work.now })
      .onConflictDoUpdate({
        target: [stockLevel.storeId, stockLevel.materialId],
        set: { lowAt, lowSince: since },
      });
    return { storeId, materialId, lowAt };
  },
});

/** Above which sum the owners of a site are asked first. */
export const setLimit = command({
  name: "stock.setLimit",
  input: z.strictObject({ siteId: id, limitCents: cents }),
  async run(work, input) {
    demandSite(work.actor, "stock.setLimit", input.siteId);
    await work.tx
      .insert(stockSetting)
      .values(input)
      .onConflictDoUpdate({ target: stockSetting.siteId, set: { limitCents: input.limitCents } });
    return input;
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
