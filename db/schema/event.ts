import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { ActorStamp } from "#server/domain/access/actor.ts";
import type { EventType } from "#server/domain/ticket/event.ts";
import type { TicketPatch } from "#server/domain/ticket/ticket.ts";
import { incident } from "./incident.ts";
import { person } from "./person.ts";
import { site } from "./site.ts";
import { ticket } from "./ticket.ts";

/**
 * The stream of one site: audit trail, timeline, clock source and live feed at once. `seq` is taken under the site's
 * row lock, so it is gapless and in commit order; each row is chained to the one before by hash. A trigger refuses
 * UPDATE and DELETE. Free words live in `event_words`, so that erasing a person's words leaves the chain whole.
 */
export const event = pgTable(
  "event",
  {
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    seq: bigint({ mode: "number" }).notNull(),
    /** What the fact is about: a ticket, or an incident, never both. */
    ticketId: uuid("ticket_id").references(() => ticket.id),
    incidentId: uuid("incident_id").references(() => incident.id),
    ticketVersion: integer("ticket_version").notNull(),
    type: text().$type<EventType>().notNull(),
    actor: jsonb().$type<ActorStamp>().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    /** Ids, codes and numbers of this fact; never free words, names or phones. */
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    /** Ticket columns after this fact, absolute values: applying it twice is harmless. */
    patch: jsonb().$type<TicketPatch>().notNull(),
    /** SHA-256 over salt and words in `event_words`, empty when there are none. */
    wordsHash: text("words_hash").notNull(),
    hash: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.siteId, t.seq] }),
    uniqueIndex("event_ticket_version").on(t.ticketId, t.ticketVersion),
    index("event_incident").on(t.incidentId, t.seq).where(sql`incident_id is not null`),
    check("event_about_one", sql`num_nonnulls(ticket_id, incident_id) = 1`),
  ],
);

export const eventWords = pgTable(
  "event_words",
  {
    siteId: uuid("site_id").notNull(),
    seq: bigint({ mode: "number" }).notNull(),
    salt: text().notNull(),
    words: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.siteId, t.seq] })],
);

/** First answer of every command, by actor and key: a replay gets it again and changes nothing. */
export const command = pgTable(
  "command",
  {
    actorId: text("actor_id").notNull(),
    key: uuid().notNull(),
    operation: text().notNull(),
    requestHash: text("request_hash").notNull(),
    result: jsonb().$type<unknown>(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.actorId, t.key] }), index("command_at").on(t.at)],
);

/** Outbox of messages to people. Written in the transaction of the event it tells of; delivered by a job. */
export const notification = pgTable(
  "notification",
  {
    id: uuid().primaryKey(),
    personId: uuid("person_id").references(() => person.id),
    /** Where it goes: a phone number or the like, kept because the person may be unknown. */
    address: text().notNull(),
    /** `push` goes to the person's browsers, and by message where there are none. */
    channel: text().$type<"sms" | "push">().notNull(),
    kind: text().notNull(),
    ticketId: uuid("ticket_id").references(() => ticket.id),
    payload: jsonb().$type<Record<string, string>>().notNull(),
    locale: text().$type<"zh" | "en">().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    notBefore: timestamp("not_before", { withTimezone: true }).notNull(),
    attempts: integer().notNull().default(0),
    deliveredAt: timestamp("delivered_at", { withTimezone: true }),
    failedAt: timestamp("failed_at", { withTimezone: true }),
    error: text(),
  },
  (t) => [
    index("notification_due").on(t.notBefore),
    index("notification_address").on(t.address, t.createdAt),
  ],
);
