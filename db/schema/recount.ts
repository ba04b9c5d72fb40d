import { pgTable, timestamp, uuid } from "drizzle-orm/pg-core";
import { site } from "./site.ts";

/** By which hours the open repairs of a site were last counted: the latest stamp of its calendar and its own days. */
export const siteRecount = pgTable("site_recount", {
  siteId: uuid("site_id")
    .primaryKey()
    .references(() => site.id),
  countedFor: timestamp("counted_for", { withTimezone: true }).notNull(),
});
