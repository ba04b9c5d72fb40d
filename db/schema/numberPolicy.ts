import { sql } from "drizzle-orm";
import { boolean, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { person } from "./person.ts";
import { site } from "./site.ts";

/** Whether technicians of a site see the owners' numbers whole, since when, by whose word and why. Without a row they do. */
export const numberPolicy = pgTable(
  "number_policy",
  {
    id: uuid().primaryKey(),
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    masked: boolean().notNull(),
    reason: text().notNull(),
    setById: uuid("set_by_id")
      .notNull()
      .references(() => person.id),
    since: timestamp({ withTimezone: true }).notNull(),
    endedAt: timestamp("ended_at", { withTimezone: true }),
  },
  (t) => [uniqueIndex("number_policy_holds").on(t.siteId).where(sql`ended_at is null`)],
);
