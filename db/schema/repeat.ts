import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { TakeBackReason } from "#server/domain/repeat/offer.ts";
import { faultCategory } from "./fault.ts";
import { person } from "./person.ts";
import { site } from "./site.ts";
import { ticket } from "./ticket.ts";

/** For how long a site answers for repairs of a category; where it has no row, the shipped figure counts. */
export const warrantyWindow = pgTable(
  "warranty_window",
  {
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    categoryCode: text("category_code")
      .notNull()
      .references(() => faultCategory.code),
    days: integer().notNull(),
    /** The contract, rule or promise that the figure is from. */
    source: text().notNull(),
    setById: uuid("set_by_id")
      .notNull()
      .references(() => person.id),
    setAt: timestamp("set_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.siteId, t.categoryCode] }),
    check("warranty_window_days", sql`${t.days} between 0 and 3650`),
  ],
);

/** What a person decided: this ticket is a return (返修) of an earlier repair; its story is in the events. */
export const ticketRepeat = pgTable(
  "ticket_repeat",
  {
    ticketId: uuid("ticket_id")
      .primaryKey()
      .references(() => ticket.id),
    firstId: uuid("first_id")
      .notNull()
      .references(() => ticket.id),
    /** Nobody when it was said through a link. */
    byId: uuid("by_id").references(() => person.id),
    byRole: text("by_role").notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    /** Once it was taken back, it counts no more and is kept. */
    takenBackAt: timestamp("taken_back_at", { withTimezone: true }),
    takenBackById: uuid("taken_back_by_id").references(() => person.id),
    takenBackReason: text("taken_back_reason").$type<TakeBackReason>(),
  },
  (t) => [
    index("ticket_repeat_first").on(t.firstId).where(sql`taken_back_at is null`),
    check("ticket_repeat_other", sql`ticket_id <> first_id`),
  ],
);
