import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { ChargeKind } from "#server/domain/stock/charge.ts";
import type { Unit } from "#server/domain/stock/movement.ts";
import { site } from "./site.ts";

/** A thing that a repair uses up (物料), as one site names and prices it. */
export const material = pgTable(
  "material",
  {
    id: uuid().primaryKey(),
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    code: text().notNull(),
    /** The figures under the bars on its packet, where it has any. */
    barcode: text(),
    nameZh: text("name_zh").notNull(),
    nameEn: text("name_en").notNull(),
    unit: text().$type<Unit>().notNull(),
    /** Price of one unit, cents. */
    priceCents: integer("price_cents").notNull(),
    /** Who usually pays for it; the technician says otherwise where it is otherwise. */
    usually: text().$type<ChargeKind>().notNull(),
    /** Lower-case forms people type: code, bars, both names, pinyin initials. */
    searchKey: text("search_key").notNull(),
    version: integer().notNull(),
    retiredAt: timestamp("retired_at", { withTimezone: true }),
  },
  (t) => [
    uniqueIndex("material_code").on(t.siteId, t.code),
    uniqueIndex("material_barcode").on(t.siteId, t.barcode).where(sql`barcode is not null`),
    index("material_site").on(t.siteId),
    check("material_price", sql`price_cents >= 0`),
  ],
);
