import { and, asc, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { material } from "#db/schema/material.ts";
import { stockLevel, store } from "#db/schema/stock.ts";
import { sitesOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { fromNumeric, quantityWords } from "../../domain/stock/quantity.ts";
import { nothing } from "../input.ts";
import { query } from "../operation.ts";

const plain = (numeric: string) => quantityWords(fromNumeric(numeric));

/** What runs low in the warehouses and vans of the caller's sites, the oldest first. */
export const lowStock = query({
  name: "stock.low",
  input: nothing,
  async run({ db, actor }) {
    const reach = sitesOf(actor, siteRoles("stock.low"));
    const rows = await db
      .select({ level: stockLevel, store, material })
      .from(stockLevel)
      .innerJoin(store, eq(store.id, stockLevel.storeId))
      .innerJoin(material, eq(material.id, stockLevel.materialId))
      .where(
        and(
          inArray(store.siteId, reach === "all" ? [] : reach),
          isNotNull(stockLevel.lowSince),
          isNull(material.retiredAt),
        ),
      )
      .orderBy(asc(stockLevel.lowSince))
      .limit(200);
    return {
      low: rows.map(({ level, store: at, material: what }) => ({
        siteId: at.siteId,
        storeId: at.id,
        materialId: what.id,
        storeZh: at.nameZh,
        storeEn: at.nameEn,
        nameZh: what.nameZh,
        nameEn: what.nameEn,
        unit: what.unit,
        quantity: plain(level.quantity),
        since: level.lowSince!.toISOString(),
      })),
    };
  },
});
