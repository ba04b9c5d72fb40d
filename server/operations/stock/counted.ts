import { and, eq, gt, inArray } from "drizzle-orm";
import { stockLeg, stockMovement } from "#db/schema/stock.ts";
import type { Work } from "../operation.ts";

/**
 * Which of the materials were counted in a store after `at`. What left it before that was not there to be counted, so the
 * books have lost it already: it comes from their account of differences, and leaves the store no second time.
 */
export async function countedSince(
  work: Work,
  storeId: string,
  materialIds: readonly string[],
  at: Date,
): Promise<ReadonlySet<string>> {
  if (at >= work.now) return new Set();
  const rows = await work.tx
    .selectDistinct({ materialId: stockLeg.materialId })
    .from(stockLeg)
    .innerJoin(stockMovement, eq(stockMovement.id, stockLeg.movementId))
    .where(
      and(
        eq(stockLeg.storeId, storeId),
        inArray(stockLeg.materialId, [...materialIds]),
        eq(stockMovement.kind, "count"),
        gt(stockMovement.at, at),
      ),
    );
  return new Set(rows.map(({ materialId }) => materialId));
}
