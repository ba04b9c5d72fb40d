import { index, pgTable, primaryKey, timestamp, uuid } from "drizzle-orm/pg-core";
import { person } from "./person.ts";
import { place } from "./place.ts";
import { ticket } from "./ticket.ts";

/** A household that has the same trouble and follows another's ticket; once per home, whoever of it pressed. */
export const ticketFollower = pgTable(
  "ticket_follower",
  {
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => ticket.id),
    /** The home. */
    placeId: uuid("place_id")
      .notNull()
      .references(() => place.id),
    /** Who pressed, and is told the news. */
    personId: uuid("person_id")
      .notNull()
      .references(() => person.id),
    since: timestamp({ withTimezone: true }).notNull(),
    /** Its own report, which was merged into this one; undone, the household goes with it. */
    throughId: uuid("through_id").references(() => ticket.id),
  },
  (t) => [primaryKey({ columns: [t.ticketId, t.placeId] }), index("ticket_follower_place").on(t.placeId)],
);

/** What the reporter was shown before sending and said is something else. */
export const ticketNotSame = pgTable(
  "ticket_not_same",
  {
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => ticket.id),
    otherId: uuid("other_id")
      .notNull()
      .references(() => ticket.id),
  },
  (t) => [primaryKey({ columns: [t.ticketId, t.otherId] })],
);
