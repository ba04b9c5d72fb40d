import { bigint, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";

/** One managed estate (小区). Its row is also the head of its event stream: `seq` and `headHash` move together. */
export const site = pgTable("site", {
  id: uuid().primaryKey(),
  /** Short code that starts every ticket number, e.g. `CH`. */
  code: text().notNull().unique(),
  nameZh: text("name_zh").notNull(),
  nameEn: text("name_en").notNull(),
  timeZone: text("time_zone").notNull(),
  hotline: text().notNull(),
  seq: bigint({ mode: "number" }).notNull().default(0),
  headHash: text("head_hash").notNull().default(""),
});

/** Last ticket number given out per site and local day; its row lock makes the numbers gapless. */
export const ticketCounter = pgTable(
  "ticket_counter",
  {
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    /** Local calendar day at the site, `YYYY-MM-DD`. */
    day: text().notNull(),
    last: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.siteId, t.day] })],
);
