import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { DispatchMode, OfferEnd } from "#server/domain/dispatch/mode.ts";
import { fault } from "./fault.ts";
import { person } from "./person.ts";
import { site } from "./site.ts";
import { ticket } from "./ticket.ts";

/** How work of one fault is given out at one site, from when, by whose word. Without a row: recommended to the desk. */
export const dispatchMode = pgTable(
  "dispatch_mode",
  {
    id: uuid().primaryKey(),
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    faultCode: text("fault_code")
      .notNull()
      .references(() => fault.code),
    mode: text().$type<DispatchMode>().notNull(),
    reason: text().notNull(),
    setById: uuid("set_by_id")
      .notNull()
      .references(() => person.id),
    since: timestamp({ withTimezone: true }).notNull(),
    endedAt: timestamp("ended_at", { withTimezone: true }),
  },
  (t) => [uniqueIndex("dispatch_mode_holds").on(t.siteId, t.faultCode).where(sql`ended_at is null`)],
);

/** Whose turn it was last, so that the next one's comes. */
export const dispatchTurn = pgTable(
  "dispatch_turn",
  {
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    faultCode: text("fault_code")
      .notNull()
      .references(() => fault.code),
    technicianId: uuid("technician_id")
      .notNull()
      .references(() => person.id),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.siteId, t.faultCode] })],
);

/** How far giving out one ticket has come, and when it is looked at next. */
export const dispatchRun = pgTable("dispatch_run", {
  ticketId: uuid("ticket_id")
    .primaryKey()
    .references(() => ticket.id),
  /** The mode and the reopening it belongs to; another of either begins anew. */
  mode: text().$type<DispatchMode>().notNull(),
  reopens: integer().notNull(),
  round: integer().notNull(),
  nextAt: timestamp("next_at", { withTimezone: true }).notNull(),
  /** When it was left to the desk. */
  endedAt: timestamp("ended_at", { withTimezone: true }),
});

/** A job held out to one technician until a moment. */
export const offer = pgTable(
  "offer",
  {
    id: uuid().primaryKey(),
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => ticket.id),
    technicianId: uuid("technician_id")
      .notNull()
      .references(() => person.id),
    mode: text().$type<DispatchMode>().notNull(),
    round: integer().notNull(),
    reopens: integer().notNull(),
    offeredAt: timestamp("offered_at", { withTimezone: true }).notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
    endedAt: timestamp("ended_at", { withTimezone: true }),
    endReason: text("end_reason").$type<OfferEnd>(),
  },
  (t) => [
    uniqueIndex("offer_one_open").on(t.ticketId, t.technicianId).where(sql`ended_at is null`),
    index("offer_open_of").on(t.technicianId).where(sql`ended_at is null`),
    index("offer_expires").on(t.expiresAt).where(sql`ended_at is null`),
    index("offer_ticket").on(t.ticketId),
  ],
);
