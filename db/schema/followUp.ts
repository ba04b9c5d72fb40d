import { date, index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { ticket, workRecord } from "./ticket.ts";

/** Work that a temporary repair left behind: a ticket of its own, bound to the one it follows and to what was written there. */
export const followUp = pgTable(
  "follow_up",
  {
    ticketId: uuid("ticket_id")
      .primaryKey()
      .references(() => ticket.id),
    firstId: uuid("first_id")
      .notNull()
      .references(() => ticket.id),
    workRecordId: uuid("work_record_id")
      .notNull()
      .references(() => workRecord.id),
    /** The day on which its technician wants somebody to come again, the site's day; null when he did not say. */
    wantedOn: date("wanted_on"),
    /** What remains to be done, in his words. */
    words: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [index("follow_up_first").on(t.firstId)],
);
