import { sql } from "drizzle-orm";
import {
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
import type { PhoneEvent, PhoneFact } from "#server/domain/phone/call.ts";
import { person } from "./person.ts";
import { site } from "./site.ts";
import { ticket } from "./ticket.ts";

/** One call on a site's hotline, as a phone system told of it; times and length are made of its events. */
export const phoneCall = pgTable(
  "phone_call",
  {
    id: uuid().primaryKey(),
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    /** The hotline that was dialled, E.164. */
    line: text().notNull(),
    /** Which phone system, and what it calls this call. */
    system: text().notNull(),
    externalId: text("external_id").notNull(),
    /** E.164; null when the caller hides it. */
    number: text(),
    startedAt: timestamp("started_at", { withTimezone: true }).notNull(),
    answeredAt: timestamp("answered_at", { withTimezone: true }),
    endedAt: timestamp("ended_at", { withTimezone: true }),
    /** Length of the talk. */
    seconds: integer(),
    /** Where the phone system keeps the recording. */
    recording: text(),
    /** The one operator who has it, by answering or by pressing the key. */
    takenById: uuid("taken_by_id").references(() => person.id),
    takenAt: timestamp("taken_at", { withTimezone: true }),
    /** Nobody need do anything about it any more. */
    handledAt: timestamp("handled_at", { withTimezone: true }),
    /** Who called, once somebody said so. */
    personId: uuid("person_id").references(() => person.id),
  },
  (t) => [
    uniqueIndex("phone_call_once").on(t.system, t.externalId),
    index("phone_call_open").on(t.siteId, t.startedAt).where(sql`handled_at is null`),
  ],
);

/** What was heard of a call; the key makes a repeated push one push. */
export const phoneHeard = pgTable(
  "phone_heard",
  {
    callId: uuid("call_id")
      .notNull()
      .references(() => phoneCall.id),
    event: text().$type<PhoneEvent>().notNull(),
    fact: jsonb().$type<PhoneFact>().notNull(),
    heardAt: timestamp("heard_at", { withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.callId, t.event] })],
);

/** Which extension an operator sits at, so that the phone system's "answered" finds the right screen. */
export const phoneSeat = pgTable("phone_seat", {
  personId: uuid("person_id")
    .primaryKey()
    .references(() => person.id),
  extension: text().notNull(),
  since: timestamp({ withTimezone: true }).notNull(),
});

/** What a call led to: a report, a question about one, or a household that follows one. */
export const ticketCall = pgTable(
  "ticket_call",
  {
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => ticket.id),
    callId: uuid("call_id")
      .notNull()
      .references(() => phoneCall.id),
    why: text().$type<"reported" | "asked" | "followed">().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.ticketId, t.callId, t.why] }), index("ticket_call_call").on(t.callId)],
);
