import { date, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { Span } from "#server/domain/time/calendar.ts";
import type { HolidayRegion } from "#server/domain/time/holidayRegion.ts";
import { site } from "./site.ts";

/** Hours in which working time is counted. `updatedAt` moves with every change of its hours or holidays. */
export const calendar = pgTable("calendar", {
  id: uuid().primaryKey(),
  code: text().notNull().unique(),
  nameZh: text("name_zh").notNull(),
  nameEn: text("name_en").notNull(),
  /** Spans of each weekday, Sunday first, in minutes from local midnight. */
  week: jsonb().$type<Span[][]>().notNull(),
  /** Whose public holidays are free; null where work goes on through them. */
  holidays: text().$type<HolidayRegion>(),
  updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
});

/** Which calendar a site works by; `updatedAt` moves with every one of its own days. */
export const siteCalendar = pgTable("site_calendar", {
  siteId: uuid("site_id")
    .primaryKey()
    .references(() => site.id),
  calendarId: uuid("calendar_id")
    .notNull()
    .references(() => calendar.id),
  updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
});

/** A day on which one site works otherwise than its calendar says; no spans mean that it is closed. */
export const siteDay = pgTable(
  "site_day",
  {
    siteId: uuid("site_id")
      .notNull()
      .references(() => site.id),
    day: date().notNull(),
    spans: jsonb().$type<Span[]>().notNull(),
    reason: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.siteId, t.day] })],
);

/** Public holidays and make-up workdays (调休) as they were published; a row by hand outlives every import. */
export const holiday = pgTable(
  "holiday",
  {
    region: text().$type<HolidayRegion>().notNull(),
    day: date().notNull(),
    kind: text().$type<"holiday" | "workday">().notNull(),
    nameZh: text("name_zh").notNull(),
    nameEn: text("name_en").notNull(),
    source: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.region, t.day] })],
);

/** The years whose list is published; a deadline that reaches into another year says so. */
export const holidayYear = pgTable(
  "holiday_year",
  {
    region: text().$type<HolidayRegion>().notNull(),
    year: integer().notNull(),
    source: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.region, t.year] })],
);
