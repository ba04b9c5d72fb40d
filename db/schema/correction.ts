import { index, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { PlateWords } from "#server/domain/place/plate.ts";
import type { CorrectionReason } from "#server/domain/ticket/correction.ts";
import { person } from "./person.ts";
import { place } from "./place.ts";
import { ticket } from "./ticket.ts";

/**
 * What the desk corrected in a report, newest last. What was first said stays: its words in the ticket's own row, its
 * place in the first correction that moved it.
 */
export const ticketCorrection = pgTable(
  "ticket_correction",
  {
    id: uuid().primaryKey(),
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => ticket.id),
    byId: uuid("by_id")
      .notNull()
      .references(() => person.id),
    at: timestamp({ withTimezone: true }).notNull(),
    reason: text().$type<CorrectionReason>().notNull(),
    why: text().notNull().default(""),
    /** What is the case instead of the description; empty when that was right. */
    words: text().notNull().default(""),
    /** Where it was said to be, when the place was corrected. */
    placeBeforeId: uuid("place_before_id").references(() => place.id),
    plateBefore: jsonb("plate_before").$type<PlateWords>(),
    /** The right place, or null where it was right. */
    placeId: uuid("place_id").references(() => place.id),
    plate: jsonb().$type<PlateWords>(),
  },
  (t) => [index("ticket_correction_ticket").on(t.ticketId, t.at)],
);
