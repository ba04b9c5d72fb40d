import { eq } from "drizzle-orm";
import { calendar, siteCalendar } from "#db/schema/calendar.ts";
import { site } from "#db/schema/site.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import type { Reader } from "../ticket/load.ts";
import type { CalendarKey } from "./calendars.ts";

/** Which calendar a site works by, as it stands. NOT_FOUND for a site that does not exist. */
export async function calendarKeyOf(db: Reader, siteId: string): Promise<CalendarKey> {
  const [row] = await db
    .select({ timeZone: site.timeZone, calendar, own: siteCalendar })
    .from(site)
    .leftJoin(siteCalendar, eq(siteCalendar.siteId, site.id))
    .leftJoin(calendar, eq(calendar.id, siteCalendar.calendarId))
    .where(eq(site.id, siteId));
  if (row === undefined) throw new Refused(refuse("NOT_FOUND", { field: "siteId" }));
  return { siteId, ...row };
}
