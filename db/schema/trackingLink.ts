import { boolean, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { person } from "./person.ts";
import { ticket } from "./ticket.ts";

/** The secret address in the messages about one ticket: whoever holds it follows that ticket, and nothing else. */
export const trackingLink = pgTable(
  "tracking_link",
  {
    id: uuid().primaryKey(),
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => ticket.id),
    /** The number that it was sent to; every later message there carries the same link. */
    address: text().notNull(),
    /** Whose number it is, when that is known. */
    personId: uuid("person_id").references(() => person.id),
    /** It shows how far the work is and nothing of the report: its holder told of the same danger. */
    onlooker: boolean().notNull().default(false),
    locale: text().$type<"zh" | "en">().notNull(),
    /** SHA-256 of the secret. The secret itself is made anew from the id when a message is worded. */
    tokenHash: text("token_hash").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    revokedAt: timestamp("revoked_at", { withTimezone: true }),
  },
  (t) => [
    uniqueIndex("tracking_link_token").on(t.tokenHash),
    uniqueIndex("tracking_link_number").on(t.ticketId, t.address),
  ],
);
