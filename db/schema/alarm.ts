import { sql } from "drizzle-orm";
import { bigint, index, jsonb, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { AlarmKind } from "#server/domain/alarm/kind.ts";
import type { AlarmDeed, ShelfReason } from "#server/domain/alarm/shelf.ts";
import type { Shortfall } from "#server/domain/alarm/shortfall.ts";
import { person } from "./person.ts";
import { site } from "./site.ts";
import { ticket } from "./ticket.ts";

/**
 * Something that needs a person now. At most one stands per ticket and kind; it rings until a named person acknowledges
 * it or its reason goes away. Rows are kept: they are the log.
 */
export const alarm = pgTable(
  "alarm",
  {
    id: uuid().primaryKey(),
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => ticket.id),
    kind: text().$type<AlarmKind>().notNull(),
    raisedAt: timestamp("raised_at", { withTimezone: true }).notNull(),
    /** Who could go, where nobody can now: ids and times only. */
    shortfall: jsonb().$type<Shortfall>(),
    acknowledgedById: uuid("acknowledged_by_id").references(() => person.id),
    acknowledgedAt: timestamp("acknowledged_at", { withTimezone: true }),
    clearedAt: timestamp("cleared_at", { withTimezone: true }),
    /** Somebody has put it aside until then; after that it rings again by itself. */
    shelvedUntil: timestamp("shelved_until", { withTimezone: true }),
  },
  (t) => [
    uniqueIndex("alarm_one_standing").on(t.ticketId, t.kind).where(sql`cleared_at is null`),
    index("alarm_standing").on(t.siteId).where(sql`cleared_at is null`),
    index("alarm_log").on(t.siteId, t.raisedAt),
  ],
);

/** What people did to alarms beside acknowledging them: part of the log, and only added to. */
export const alarmDeed = pgTable(
  "alarm_deed",
  {
    id: uuid().primaryKey(),
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    personId: uuid("person_id")
      .notNull()
      .references(() => person.id),
    what: text().$type<AlarmDeed>().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    /** When a silence or a shelving is over. */
    until: timestamp({ withTimezone: true }),
    reason: text().$type<ShelfReason>(),
    /** Which alarms it was about, the gravest first. */
    alarmIds: uuid("alarm_ids").array().notNull(),
  },
  (t) => [index("alarm_deed_log").on(t.siteId, t.at)],
);

/** How often the alarms of a site have changed: a screen that knows another figure has missed something. */
export const alarmHead = pgTable("alarm_head", {
  siteId: uuid("site_id")
    .primaryKey()
    .references(() => site.id),
  version: bigint({ mode: "number" }).notNull(),
});
