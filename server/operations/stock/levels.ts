import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { stockLevel } from "#db/schema/stock.ts";
import { fromNumeric, quantityWords, type Thousandths } from "../../domain/stock/quantity.ts";
import type { Work } from "../operation.ts";
import { tellLow } from "./tellLow.ts";

/** `told`: in this transaction its lead has been told that it is low. */
export type Level = { quantity: Thousandths; reserved: Thousandths; told?: boolean };
export type Spot = { storeId: string; materialId: string };

/** Levels that this transaction holds. Everybody locks levels before tickets, and in the order of their ids. */
export type Levels = Map<string, Level>;

export const spotKey = ({ storeId, materialId }: Spot) => `${storeId} ${materialId}`;

/** Locks what lies in each of the stores of each of the materials until the transaction ends. */
export async function lockLevels(
  { tx }: Work,
  storeIds: readonly string[],
  materialIds: readonly string[],
): Promise<Levels> {
  const stores = [...new Set(storeIds)].sort();
  const materials = [...new Set(materialIds)].sort();
  if (stores.length * materials.length === 0) return new Map();
  const spots = stores.flatMap((storeId) => materials.map((materialId) => ({ storeId, materialId })));
  await tx.insert(stockLevel).values(spots).onConflictDoNothing();
  const rows = await tx
    .select()
    .from(stockLevel)
    .where(and(inArray(stockLevel.storeId, stores), inArray(stockLevel.materialId, materials)))
    .orderBy(asc(stockLevel.storeId), asc(stockLevel.materialId))
    .for("update");
  return new Map(
    rows.map((row) => [
      spotKey(row),
      { quantity: fromNumeric(row.quantity), reserved: fromNumeric(row.reserved) },
    ]),
  );
}

export function levelAt(levels: Levels, spot: Spot): Level {
  const level = levels.get(spotKey(spot));
  if (level === undefined) throw new Error("this level was not locked");
  return level;
}

/** Writes a locked level as it is now, and notes since when it is low. */
export async function writeLevel(work: Work, spot: Spot, level: Level): Promise<void> {
  const { storeId, materialId } = spot;
  const quantity = quantityWords(level.quantity);
  const [kept] = await work.tx
    .update(stockLevel)
    .set({
      quantity,
      reserved: quantityWords(level.reserved),
      lowSince: sql`case when ${stockLevel.lowAt} is null or ${quantity}::numeric > ${stockLevel.lowAt} then null
        else coalesce(${stockLevel.lowSince}, ${work.now.toISOString()}::timestamptz) end`,
    })
    .where(and(eq(stockLevel.storeId, storeId), eq(stockLevel.materialId, materialId)))
    .returning({ lowSince: stockLevel.lowSince });
  if (kept?.lowSince?.getTime() === work.now.getTime() && !level.told) {
    level.told = true;
    await tellLow(work, spot, level);
  }
}
