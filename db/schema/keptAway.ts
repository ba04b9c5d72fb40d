import { sql } from "drizzle-orm";
import { index, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { person } from "./person.ts";
import { place } from "./place.ts";
import { ticket } from "./ticket.ts";

/**
 * That a home would rather not have a technician again. It holds for the ticket in which it was said, and for every
 * other of the home as long as whoever it was said for belongs there. Rows that ended are kept.
 */
export const keptAway = pgTable(
  "kept_away",
  {
    id: uuid().primaryKey(),
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => ticket.id),
    /** The home. */
    placeId: uuid("place_id")
      .notNull()
      .references(() => place.id),
    technicianId: uuid("technician_id")
      .notNull()
      .references(() => person.id),
    /** Whose wish it is; null where nobody knows who reported. */
    personId: uuid("person_id").references(() => person.id),
    /** Why, in their words; the desk's to read. */
    words: text().notNull().default(""),
    since: timestamp({ withTimezone: true }).notNull(),
    endedAt: timestamp("ended_at", { withTimezone: true }),
  },
  (t) => [
    uniqueIndex("kept_away_once").on(t.placeId, t.technicianId).where(sql`ended_at is null`),
    index("kept_away_ticket").on(t.ticketId),
  ],
);
