import { sql } from "drizzle-orm";
import { check, index, integer, numeric, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { ChargeKind, Consent } from "#server/domain/stock/charge.ts";
import { material } from "./material.ts";
import { person } from "./person.ts";
import { stockConflict } from "./stock.ts";
import { ticket } from "./ticket.ts";

/** One material used on a ticket: what it is worth and, apart from that, what the owner pays. */
export const ticketCharge = pgTable(
  "ticket_charge",
  {
    /** Given by the phone, so that it can speak of the line before the office knows it. */
    id: uuid().primaryKey(),
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => ticket.id),
    materialId: uuid("material_id")
      .notNull()
      .references(() => material.id),
    quantity: numeric({ precision: 12, scale: 3 }).notNull(),
    /** As it was when it was used: a later price changes no old bill. */
    priceCents: integer("price_cents").notNull(),
    costCents: integer("cost_cents").notNull(),
    kind: text().$type<ChargeKind>().notNull(),
    chargedCents: integer("charged_cents").notNull(),
    consent: text().$type<Consent>().notNull(),
    technicianId: uuid("technician_id")
      .notNull()
      .references(() => person.id),
    usedAt: timestamp("used_at", { withTimezone: true }).notNull(),
    /** The books did not have it where it was taken from. */
    conflictId: uuid("conflict_id").references(() => stockConflict.id),
    voidedAt: timestamp("voided_at", { withTimezone: true }),
    voidedById: uuid("voided_by_id").references(() => person.id),
  },
  (t) => [
    index("ticket_charge_ticket").on(t.ticketId),
    index("ticket_charge_material").on(t.materialId, t.usedAt),
    check("ticket_charge_apart", sql`charged_cents = case when kind = 'charged' then cost_cents else 0 end`),
  ],
);
