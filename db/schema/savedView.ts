import { boolean, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { person } from "./person.ts";

/** A way of looking at the board that somebody keeps under a name: the address's query, nothing else. */
export const savedView = pgTable(
  "saved_view",
  {
    id: uuid().primaryKey(),
    personId: uuid("person_id")
      .notNull()
      .references(() => person.id),
    name: text().notNull(),
    /** As in the address, without the question mark: `view=list&urgency=1`. */
    query: text().notNull(),
    /** What the board opens with when its address asks for nothing; at most one a person. */
    opensFirst: boolean("opens_first").notNull().default(false),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
  },
  (t) => [uniqueIndex("saved_view_name").on(t.personId, t.name)],
);
