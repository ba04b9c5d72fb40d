import { sql } from "drizzle-orm";
import { check, index, jsonb, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { AppointmentEnd, AppointmentWhy } from "#server/domain/appointment/appointment.ts";
import type { Window } from "#server/domain/appointment/slots.ts";
import { person } from "./person.ts";
import { site } from "./site.ts";
import { ticket } from "./ticket.ts";

/**
 * When somebody comes (预约): first the windows that were offered, then the one that was chosen. A ticket has at most one
 * that is open; every change ends it and begins another, so what was agreed before stays on record.
 */
export const appointment = pgTable(
  "appointment",
  {
    id: uuid().primaryKey(),
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => ticket.id),
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    /** Who comes; null while the time is agreed and the desk has yet to find somebody for it. */
    technicianId: uuid("technician_id").references(() => person.id),
    why: text().$type<AppointmentWhy>().notNull(),
    windows: jsonb().$type<Window[]>().notNull(),
    offeredById: uuid("offered_by_id").references(() => person.id),
    offeredAt: timestamp("offered_at", { withTimezone: true }).notNull(),
    chosenFrom: timestamp("chosen_from", { withTimezone: true }),
    chosenUntil: timestamp("chosen_until", { withTimezone: true }),
    chosenAt: timestamp("chosen_at", { withTimezone: true }),
    /** Null when it was chosen through a link by somebody whom nobody knows. */
    chosenById: uuid("chosen_by_id").references(() => person.id),
    /** When each reminder went out; setting it is the claim, so that it goes once. */
    dayReminderAt: timestamp("day_reminder_at", { withTimezone: true }),
    hourReminderAt: timestamp("hour_reminder_at", { withTimezone: true }),
    endedAt: timestamp("ended_at", { withTimezone: true }),
    endReason: text("end_reason").$type<AppointmentEnd>(),
  },
  (t) => [
    uniqueIndex("appointment_one_open").on(t.ticketId).where(sql`ended_at is null`),
    index("appointment_of_technician")
      .on(t.technicianId, t.chosenFrom)
      .where(sql`ended_at is null and chosen_from is not null`),
    index("appointment_coming").on(t.chosenFrom).where(sql`ended_at is null and chosen_from is not null`),
    index("appointment_ticket").on(t.ticketId, t.offeredAt),
    check("appointment_chosen_whole", sql`num_nonnulls(chosen_from, chosen_until, chosen_at) in (0, 3)`),
    check("appointment_chosen_order", sql`chosen_from < chosen_until`),
  ],
);
