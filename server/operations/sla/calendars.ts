import { eq } from "drizzle-orm";
import { type calendar, holiday, holidayYear, type siteCalendar, siteDay } from "#db/schema/calendar.ts";
import type { Calendar } from "../../domain/time/calendar.ts";
import { serviceHours } from "../../domain/time/presetCalendars.ts";
import type { Reader } from "../ticket/load.ts";

type Row = typeof calendar.$inferSelect;
/** Which hours a site works by, and the stamps that say whether what is kept of them still holds. */
export type CalendarKey = {
  siteId: string;
  timeZone: string;
  calendar: Row | null;
  own: typeof siteCalendar.$inferSelect | null;
};

const kept = new Map<string, { stamp: string; calendar: Calendar }>();
const keptAtMost = 500;

/**
 * The hours of a site with public holidays and its own days. Kept in memory until a stamp moves: every change of a
 * calendar or of a site's days moves one. A site without a calendar works by the shipped hours, holidays unknown.
 */
export async function hoursOf(
  db: Reader,
  { siteId, timeZone, calendar, own }: CalendarKey,
): Promise<Calendar> {
  const key = `${siteId} ${calendar?.id ?? ""}`;
  const stamp = `${timeZone} ${calendar?.updatedAt.getTime()} ${own?.updatedAt.getTime()}`;
  const found = kept.get(key);
  if (found?.stamp === stamp) return found.calendar;
  const [days, years, exceptions] = await Promise.all([
    calendar?.holidays ? db.select().from(holiday).where(eq(holiday.region, calendar.holidays)) : [],
    calendar?.holidays ? db.select().from(holidayYear).where(eq(holidayYear.region, calendar.holidays)) : [],
    own ? db.select().from(siteDay).where(eq(siteDay.siteId, siteId)) : [],
  ]);
  const hours: Calendar = {
    timeZone,
    week: calendar?.week ?? serviceHours.week,
    days: new Map(days.map((d) => [d.day, d.kind])),
    published: calendar?.holidays ? new Set(years.map((y) => y.year)) : null,
    exceptions: new Map(exceptions.map((d) => [d.day, d.spans])),
  };
  if (kept.size >= keptAtMost) kept.delete(kept.keys().next().value!);
  kept.set(key, { stamp, calendar: hours });
  return hours;
}
