import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { RelationKind } from "#server/domain/household/relation.ts";
import type { PlateWords } from "#server/domain/place/plate.ts";
import { person } from "./person.ts";
import { site } from "./site.ts";

export const building = pgTable(
  "building",
  {
    id: uuid().primaryKey(),
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    /** What people call it without the suffix: `3` for 3栋 / Building 3, or a street address. */
    code: text().notNull(),
    nameZh: text("name_zh").notNull(),
    nameEn: text("name_en").notNull(),
    floors: integer().notNull(),
  },
  (t) => [uniqueIndex("building_site_code").on(t.siteId, t.code)],
);

/** A home, or a public spot (lift, pump room, gate …): whatever a repair can be at. */
export const place = pgTable(
  "place",
  {
    id: uuid().primaryKey(),
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    buildingId: uuid("building_id").references(() => building.id),
    kind: text().$type<PlaceKind>().notNull(),
    unit: text(),
    floor: integer(),
    room: text(),
    /** The words on its blue plate, in both languages. */
    plate: jsonb().$type<PlateWords>().notNull(),
    /** Access note for whoever goes there: valve, door code holder, dog. */
    note: text(),
    /** Lower-case forms people type (`3-2-1502`, `3栋2单元1502`, `3d2dy1502`), space separated. */
    searchKey: text("search_key").notNull(),
  },
  (t) => [
    index("place_building").on(t.buildingId),
    index("place_site_kind").on(t.siteId, t.kind),
    index("place_search").using("gin", t.searchKey.op("gin_trgm_ops")),
  ],
);

export const placeKinds = [
  "home",
  "lift",
  "lobby",
  "corridor",
  "stairs",
  "pump_room",
  "power_room",
  "garage",
  "roof",
  "gate",
  "garden",
  "playground",
  "fire_room",
  "bin_room",
  "other",
  // Told in words: the ticket says them, and the desk finds the place. One of a site, one of each building.
  "elsewhere",
] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** Who lives in or owns a home, and since when; who may decide about money is part of the relation. */
export const household = pgTable(
  "household",
  {
    id: uuid().primaryKey(),
    placeId: uuid("place_id")
      .notNull()
      .references(() => place.id),
    personId: uuid("person_id")
      .notNull()
      .references(() => person.id),
    relation: text().$type<RelationKind>().notNull(),
    decidesMoney: text("decides_money").$type<"yes" | "no">().notNull(),
    /** These three are asked of tenants and family only: an owner always may. */
    mayReport: boolean("may_report").notNull().default(true),
    mayFollow: boolean("may_follow").notNull().default(true),
    mayInvite: boolean("may_invite").notNull().default(false),
    since: timestamp({ withTimezone: true }).notNull(),
    until: timestamp({ withTimezone: true }),
  },
  (t) => [index("household_person").on(t.personId), index("household_place").on(t.placeId)],
);
