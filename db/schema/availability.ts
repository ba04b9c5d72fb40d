import { sql } from "drizzle-orm";
import { pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { AwayReason, Presence } from "#server/domain/dispatch/presence.ts";
import { person, shift } from "./person.ts";

/**
 * That a technician is not there although his shift says so. At most one holds; rows that ended are kept. Nobody has
 * one while he is at work.
 */
export const absence = pgTable(
  "absence",
  {
    id: uuid().primaryKey(),
    personId: uuid("person_id")
      .notNull()
      .references(() => person.id),
    presence: text().$type<Exclude<Presence, "on">>().notNull(),
    reason: text().$type<AwayReason>().notNull(),
    setById: uuid("set_by_id")
      .notNull()
      .references(() => person.id),
    since: timestamp({ withTimezone: true }).notNull(),
    endedAt: timestamp("ended_at", { withTimezone: true }),
  },
  (t) => [uniqueIndex("absence_one_holds").on(t.personId).where(sql`ended_at is null`)],
);

/** A shift whose end has been acted upon: the row is the claim, so that it happens once. */
export const shiftEnd = pgTable("shift_end", {
  shiftId: uuid("shift_id")
    .primaryKey()
    .references(() => shift.id),
  at: timestamp({ withTimezone: true }).notNull(),
});
