import { sql } from "drizzle-orm";
import { check, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { person } from "./person.ts";
import { building, place } from "./place.ts";

/**
 * How to get there and where to shut off, for whoever is sent: of a whole building, or of one place where it differs.
 * Empty words of a place are those of its building.
 */
export const placeGuide = pgTable(
  "place_guide",
  {
    id: uuid().primaryKey(),
    buildingId: uuid("building_id").references(() => building.id),
    placeId: uuid("place_id").references(() => place.id),
    way: text().notNull().default(""),
    valve: text().notNull().default(""),
    writtenById: uuid("written_by_id").references(() => person.id),
    writtenAt: timestamp("written_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    uniqueIndex("place_guide_building").on(t.buildingId).where(sql`building_id is not null`),
    uniqueIndex("place_guide_place").on(t.placeId).where(sql`place_id is not null`),
    check("place_guide_of_one", sql`num_nonnulls(building_id, place_id) = 1`),
  ],
);
