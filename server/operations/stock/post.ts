import { stockLeg, stockMovement } from "#db/schema/stock.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { isReal, type MovementKind } from "../../domain/stock/movement.ts";
import { mostThousandths, quantityWords, type Thousandths } from "../../domain/stock/quantity.ts";
import { newId } from "../newId.ts";
import type { Work } from "../operation.ts";
import { type Levels, levelAt, writeLevel } from "./levels.ts";
import type { Store } from "./stores.ts";

export type Line = { materialId: string; from: Store; to: Store; quantity: Thousandths };

export type Entry = {
  siteId: string;
  kind: MovementKind;
  lines: readonly Line[];
  reason?: string;
  words?: string;
  ticketId?: string | null;
  doneAt?: Date | null;
  /** Its place among the movements of one command. */
  step?: number;
};

/**
 * Writes one movement into the books, both sides of each line, and the levels with it, which must be locked. Refusals:
 * STOCK_SHORT (params.available) where less lies free than should leave, TOO_MUCH where more arrives than can be counted.
 */
export async function post(work: Work, levels: Levels, entry: Entry): Promise<string> {
  const { lines, siteId, kind, step = 0, reason = "", words = "", ticketId = null, doneAt = null } = entry;
  for (const line of lines) await carry(work, levels, line);
  const id = newId(work.now);
  const key = work.key ?? id;
  const byId = personIdOf(work.actor) ?? "";
  await work.tx
    .insert(stockMovement)
    .values({ id, siteId, kind, reason, words, byId, at: work.now, doneAt, ticketId, key, step });
  await work.tx.insert(stockLeg).values(
    lines.flatMap(({ materialId, from, to, quantity }, at) => [
      { movementId: id, line: at * 2, storeId: from.id, materialId, quantity: quantityWords(-quantity) },
      { movementId: id, line: at * 2 + 1, storeId: to.id, materialId, quantity: quantityWords(quantity) },
    ]),
  );
  return id;
}

async function carry(work: Work, levels: Levels, { materialId, from, to, quantity }: Line): Promise<void> {
  if (isReal(from.kind)) {
    const spot = { storeId: from.id, materialId };
    const level = levelAt(levels, spot);
    const free = level.quantity - level.reserved;
    if (free < quantity) {
      const params = { available: quantityWords(free) };
      throw new Refused(refuse("STOCK_SHORT", { field: "quantity", params }));
    }
    level.quantity -= quantity;
    await writeLevel(work, spot, level);
  }
  if (isReal(to.kind)) {
    const spot = { storeId: to.id, materialId };
    const level = levelAt(levels, spot);
    level.quantity += quantity;
    if (level.quantity > mostThousandths) throw new Refused(refuse("TOO_MUCH", { field: "quantity" }));
    await writeLevel(work, spot, level);
  }
}
