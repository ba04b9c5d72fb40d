import { sql } from "drizzle-orm";
import { check, integer, jsonb, pgTable, smallint, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import type { Terms } from "#server/domain/sla/terms.ts";
import { calendar } from "./calendar.ts";
import { escalationLadder } from "./escalation.ts";
import { fault, faultCategory } from "./fault.ts";
import { site } from "./site.ts";

type Basis = "clock" | "working";

/**
 * What is promised: fault or category × urgency × site, the closest row wins (fault before category before any, then
 * the site's own before the company's). A row is never changed once tickets stand on it: a new one takes its place and
 * the old one is retired, so that every ticket keeps the terms it was given.
 */
export const servicePolicy = pgTable(
  "service_policy",
  {
    id: uuid().primaryKey(),
    siteId: uuid("site_id").references(() => site.id),
    categoryCode: text("category_code").references(() => faultCategory.code),
    faultCode: text("fault_code").references(() => fault.code),
    urgency: smallint().notNull(),
    acknowledgeMinutes: integer("acknowledge_minutes").notNull(),
    acknowledgeBasis: text("acknowledge_basis").$type<Basis>().notNull(),
    contactMinutes: integer("contact_minutes").notNull(),
    contactBasis: text("contact_basis").$type<Basis>().notNull(),
    arriveMinutes: integer("arrive_minutes").notNull(),
    arriveBasis: text("arrive_basis").$type<Basis>().notNull(),
    finishMinutes: integer("finish_minutes").notNull(),
    finishBasis: text("finish_basis").$type<Basis>().notNull(),
    /** What each reason for a pause stops, and for how long at most. */
    pauses: jsonb().$type<Terms["pauses"]>().notNull(),
    /** Hours of the working clocks; the site's own calendar where none is named. */
    calendarId: uuid("calendar_id").references(() => calendar.id),
    ladderCode: text("ladder_code")
      .notNull()
      .references(() => escalationLadder.code),
    /** Code of the preset it came from, empty when written by hand. */
    preset: text().notNull().default(""),
    /** The rule, standard or contract that the figures were taken from. */
    source: text().notNull(),
    since: timestamp({ withTimezone: true }).notNull(),
    retiredAt: timestamp("retired_at", { withTimezone: true }),
  },
  (t) => [
    unique("service_policy_place")
      .on(t.siteId, t.categoryCode, t.faultCode, t.urgency, t.retiredAt)
      .nullsNotDistinct(),
    check("service_policy_urgency", sql`${t.urgency} between 1 and 4`),
    check(
      "service_policy_minutes",
      sql`least(${t.acknowledgeMinutes}, ${t.contactMinutes}, ${t.arriveMinutes}, ${t.finishMinutes}) > 0`,
    ),
  ],
);
