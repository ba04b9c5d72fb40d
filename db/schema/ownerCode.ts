import { integer, pgTable, primaryKey, smallint, timestamp, uuid } from "drizzle-orm/pg-core";
import { ticket } from "./ticket.ts";

/** Wrong tries at the owner's code of one repair and round. The code itself is kept nowhere. */
export const ownerCodeTry = pgTable(
  "owner_code_try",
  {
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => ticket.id),
    round: smallint().notNull(),
    /** Wrong ones since the last void. */
    tries: smallint().notNull().default(0),
    /** How many codes were void because of wrong tries; the next code is another. */
    voids: integer().notNull().default(0),
    voidedAt: timestamp("voided_at", { withTimezone: true }),
  },
  (t) => [primaryKey({ columns: [t.ticketId, t.round] })],
);
