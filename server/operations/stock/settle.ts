import { eq } from "drizzle-orm";
import { z } from "zod";
import { ticketCharge } from "#db/schema/charge.ts";
import { stockConflict } from "#db/schema/stock.ts";
import { holds, personIdOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { settlements } from "../../domain/stock/movement.ts";
import { fromNumeric } from "../../domain/stock/quantity.ts";
import { id, words } from "../input.ts";
import { command } from "../operation.ts";
import { demandConsent } from "../quote/consent.ts";
import { write } from "../ticket/apply.ts";
import { lockRow } from "../ticket/load.ts";
import { serveWaiting } from "./arrivals.ts";
import { loosen } from "./holds.ts";
import { levelAt } from "./levels.ts";
import { lockStock } from "./lock.ts";
import { type Line, post } from "./post.ts";
import { ofKind, realStore, storesOf } from "./stores.ts";

/**
 * A use that did not fit the books is put right by a named person: it came from another store; the store was counted
 * wrong and had it; or it was a mistake and nothing was used. Refusals: NOT_FOUND, SETTLED_ALREADY, REQUIRED (fromId),
 * STOCK_SHORT when the other store has not got it either.
 */
export const settleConflict = command({
  name: "stock.settle",
  input: z.strictObject({
    conflictId: id,
    by: z.enum(settlements, { error: "REQUIRED" }),
    /** The store that it came from, for `other_store`. */
    fromId: id.optional(),
    words: words(300, false).default(""),
  }),
  async run(work, input) {
    const { tx } = work;
    const [seen] = await tx.select().from(stockConflict).where(eq(stockConflict.id, input.conflictId));
    if (seen === undefined || !holds(work.actor, seen.siteId, siteRoles("stock.settle")))
      throw new Refused(refuse("NOT_FOUND", { field: "conflictId" }));
    const { siteId, materialId, ticketId } = seen;
    const stores = await storesOf(work, siteId);
    if (input.by === "other_store" && input.fromId === undefined)
      throw new Refused(refuse("REQUIRED", { field: "fromId" }));
    const from = realStore(stores, input.fromId ?? seen.storeId, "fromId");
    const of = { siteId, stores, storeIds: [from.id], materialIds: [materialId], ticketIds: [ticketId] };
    const locked = await lockStock(work, of);
    const { levels } = locked;
    const row = await lockRow(tx, ticketId);
    const [conflict] = await tx.select().from(stockConflict).where(eq(stockConflict.id, seen.id));
    if (conflict!.settledAt !== null) throw new Refused(refuse("SETTLED_ALREADY"));
    const size = fromNumeric(seen.quantity);
    let movementId: string | null = null;
    if (input.by === "mistake") {
      await tx
        .update(ticketCharge)
        .set({ voidedAt: work.now, voidedById: personIdOf(work.actor) })
        .where(eq(ticketCharge.conflictId, seen.id));
    } else {
      const spot = { storeId: from.id, materialId };
      if (input.by === "counted") {
        const lacking = size - levelAt(levels, spot).quantity;
        const line: Line = { materialId, from: ofKind(stores, "loss"), to: from, quantity: lacking };
        const found = { siteId, kind: "count", reason: "found", ticketId, words: input.words } as const;
        if (lacking > 0n) await post(work, levels, { ...found, lines: [line] });
        await loosen(work, locked, spot, levelAt(levels, spot).quantity - size);
      }
      const line: Line = { materialId, from, to: ofKind(stores, "used"), quantity: size };
      const use = {
        siteId,
        kind: "use",
        ticketId,
        words: input.words,
        doneAt: seen.doneAt,
        step: 1,
      } as const;
      movementId = await post(work, levels, { ...use, lines: [line] });
    }
    await tx
      .update(stockConflict)
      .set({
        settlement: input.by,
        settledById: personIdOf(work.actor),
        settledAt: work.now,
        settledWords: input.words,
        movementId,
      })
      .where(eq(stockConflict.id, seen.id));
    const data = { how: input.by, materialId, quantity: seen.quantity };
    const moved = await write(work, row, { kind: "fact", type: "parts_settled", patch: {}, data });
    const answer = await demandConsent(work, ticketId, moved);
    await serveWaiting(work, locked);
    return answer;
  },
});
