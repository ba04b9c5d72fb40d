import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { Channel, Rung, Step } from "#server/domain/escalation/ladder.ts";
import type { ClockName } from "#server/domain/sla/terms.ts";
import { person } from "./person.ts";
import { site } from "./site.ts";
import { ticket } from "./ticket.ts";

/** Who is called when a clock nears or passes its deadline, in steps. Policies name one. */
export const escalationLadder = pgTable("escalation_ladder", {
  code: text().primaryKey(),
  nameZh: text("name_zh").notNull(),
  nameEn: text("name_en").notNull(),
  steps: jsonb().$type<Step[]>().notNull(),
});

/**
 * One step of a ladder that has rung for one deadline of one ticket. It rings again until a named person acknowledges
 * or its reason is gone; the unique key lets it begin once, however many servers run.
 */
export const escalation = pgTable(
  "escalation",
  {
    id: uuid().primaryKey(),
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => ticket.id),
    clock: text().$type<ClockName>().notNull(),
    /** The deadline that it is about. */
    dueAt: timestamp("due_at", { withTimezone: true }).notNull(),
    position: integer().notNull(),
    /** The rung that the ladder names; who was there may have been a higher one. */
    rung: text().$type<Rung>().notNull(),
    /** How it rings: the ladder's way, or the one that reached whom it called last. */
    channel: text().$type<Channel>().notNull(),
    startedAt: timestamp("started_at", { withTimezone: true }).notNull(),
    rings: integer().notNull(),
    lastRungAt: timestamp("last_rung_at", { withTimezone: true }).notNull(),
    /** Whom the last ring was for; null when nobody of the ladder was on duty. */
    personId: uuid("person_id").references(() => person.id),
    acknowledgedById: uuid("acknowledged_by_id").references(() => person.id),
    endedAt: timestamp("ended_at", { withTimezone: true }),
    endReason: text("end_reason").$type<"acknowledged" | "gone">(),
  },
  (t) => [
    unique("escalation_once").on(t.ticketId, t.clock, t.dueAt, t.position),
    index("escalation_open").on(t.siteId, t.lastRungAt).where(sql`ended_at is null`),
    index("escalation_person").on(t.personId).where(sql`ended_at is null`),
  ],
);

/** Each single ring: when, for whom, how. The key is the promise that none is made twice. */
export const escalationRing = pgTable(
  "escalation_ring",
  {
    escalationId: uuid("escalation_id")
      .notNull()
      .references(() => escalation.id),
    ring: integer().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    personId: uuid("person_id").references(() => person.id),
    rung: text().$type<Rung>(),
    channel: text().$type<Channel>().notNull(),
    onDuty: boolean("on_duty").notNull(),
  },
  (t) => [primaryKey({ columns: [t.escalationId, t.ring] })],
);
