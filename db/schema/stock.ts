import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { MovementKind, ReservationState, Settlement, StoreKind } from "#server/domain/stock/movement.ts";
import { material } from "./material.ts";
import { person } from "./person.ts";
import { site } from "./site.ts";
import { ticket } from "./ticket.ts";

const quantity = (name: string) => numeric(name, { precision: 12, scale: 3 });

/** Where materials lie: the warehouse of a site, a technician's van; and the other side of the books. */
export const store = pgTable(
  "store",
  {
    id: uuid().primaryKey(),
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    kind: text().$type<StoreKind>().notNull(),
    /** Whose van it is. */
    technicianId: uuid("technician_id").references(() => person.id),
    nameZh: text("name_zh").notNull(),
    nameEn: text("name_en").notNull(),
  },
  (t) => [
    uniqueIndex("store_one_of_kind").on(t.siteId, t.kind).where(sql`kind <> 'van'`),
    uniqueIndex("store_van").on(t.siteId, t.technicianId).where(sql`kind = 'van'`),
    check("store_van_is_somebodys", sql`(kind = 'van') = (technician_id is not null)`),
  ],
);

/** What lies where: a cache of the legs, changed in the same transaction, and never below zero whoever writes. */
export const stockLevel = pgTable(
  "stock_level",
  {
    storeId: uuid("store_id")
      .notNull()
      .references(() => store.id),
    materialId: uuid("material_id")
      .notNull()
      .references(() => material.id),
    quantity: quantity("quantity").notNull().default("0"),
    /** Of it held for jobs that wait. */
    reserved: quantity("reserved").notNull().default("0"),
    /** At or below this it is time to order. */
    lowAt: quantity("low_at"),
    /** Since when it has been so low. */
    lowSince: timestamp("low_since", { withTimezone: true }),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.materialId] }),
    index("stock_level_material").on(t.materialId),
    check("stock_never_below_zero", sql`quantity >= 0`),
    check("stock_held_is_there", sql`reserved >= 0 and reserved <= quantity`),
  ],
);

/** One entry in the books: who moved what, why and when. Only ever added; corrections are entries of their own. */
export const stockMovement = pgTable(
  "stock_movement",
  {
    id: uuid().primaryKey(),
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    kind: text().$type<MovementKind>().notNull(),
    /** The code of why, where there is a list; free words beside it. */
    reason: text().notNull().default(""),
    words: text().notNull().default(""),
    byId: uuid("by_id")
      .notNull()
      .references(() => person.id),
    at: timestamp({ withTimezone: true }).notNull(),
    /** When it was done by the phone's clock, if the office heard of it later. */
    doneAt: timestamp("done_at", { withTimezone: true }),
    ticketId: uuid("ticket_id").references(() => ticket.id),
    /** The command that made it, and its place among the movements of that command. */
    key: uuid().notNull(),
    step: smallint().notNull(),
  },
  (t) => [
    uniqueIndex("stock_movement_once").on(t.byId, t.key, t.step),
    index("stock_movement_site").on(t.siteId, t.id),
    index("stock_movement_ticket").on(t.ticketId).where(sql`ticket_id is not null`),
  ],
);

/** Both sides of a movement: what leaves is negative, what arrives positive, and per material they sum to zero. */
export const stockLeg = pgTable(
  "stock_leg",
  {
    movementId: uuid("movement_id")
      .notNull()
      .references(() => stockMovement.id),
    line: smallint().notNull(),
    storeId: uuid("store_id")
      .notNull()
      .references(() => store.id),
    materialId: uuid("material_id")
      .notNull()
      .references(() => material.id),
    quantity: quantity("quantity").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.movementId, t.line] }),
    index("stock_leg_store").on(t.storeId, t.materialId),
    index("stock_leg_material").on(t.materialId, t.movementId),
    check("stock_leg_moves", sql`quantity <> 0`),
  ],
);

/** What a job waits for, or what is held for it until it is used or let go. */
export const stockReservation = pgTable(
  "stock_reservation",
  {
    id: uuid().primaryKey(),
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => ticket.id),
    materialId: uuid("material_id")
      .notNull()
      .references(() => material.id),
    quantity: quantity("quantity").notNull(),
    state: text().$type<ReservationState>().notNull(),
    /** Where it is held; null while it is waited for. */
    storeId: uuid("store_id").references(() => store.id),
    byId: uuid("by_id")
      .notNull()
      .references(() => person.id),
    at: timestamp({ withTimezone: true }).notNull(),
    readyAt: timestamp("ready_at", { withTimezone: true }),
    endedAt: timestamp("ended_at", { withTimezone: true }),
  },
  (t) => [
    index("stock_reservation_ticket").on(t.ticketId),
    index("stock_reservation_open")
      .on(t.siteId, t.materialId, t.at)
      .where(sql`state in ('waiting', 'ready')`),
    check("stock_reservation_some", sql`quantity > 0`),
    check("stock_reservation_held", sql`(state in ('waiting', 'released')) = (store_id is null)`),
  ],
);

/** Used, says the phone; not there, say the books. Kept until a person has settled which is right. */
export const stockConflict = pgTable(
  "stock_conflict",
  {
    id: uuid().primaryKey(),
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => ticket.id),
    materialId: uuid("material_id")
      .notNull()
      .references(() => material.id),
    /** From where it is said to have been taken. */
    storeId: uuid("store_id")
      .notNull()
      .references(() => store.id),
    quantity: quantity("quantity").notNull(),
    /** What the books had there when it was heard. */
    available: quantity("available").notNull(),
    technicianId: uuid("technician_id")
      .notNull()
      .references(() => person.id),
    at: timestamp({ withTimezone: true }).notNull(),
    doneAt: timestamp("done_at", { withTimezone: true }).notNull(),
    settlement: text().$type<Settlement>(),
    settledById: uuid("settled_by_id").references(() => person.id),
    settledAt: timestamp("settled_at", { withTimezone: true }),
    settledWords: text("settled_words").notNull().default(""),
    movementId: uuid("movement_id").references(() => stockMovement.id),
  },
  (t) => [
    index("stock_conflict_open").on(t.siteId, t.at).where(sql`settled_at is null`),
    index("stock_conflict_ticket").on(t.ticketId),
  ],
);

/** What a site has decided about materials. */
export const stockSetting = pgTable("stock_setting", {
  siteId: uuid("site_id")
    .primaryKey()
    .references(() => site.id),
  /** Above this sum the owner is asked first, cents. */
  limitCents: integer("limit_cents").notNull(),
});
