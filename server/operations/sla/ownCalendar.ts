import { and, count, eq, ne, sql } from "drizzle-orm";
import { calendar, siteCalendar } from "#db/schema/calendar.ts";
import { site } from "#db/schema/site.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import type { Span } from "../../domain/time/calendar.ts";
import type { HolidayRegion } from "../../domain/time/holidayRegion.ts";
import { serviceHours } from "../../domain/time/presetCalendars.ts";
import { newId } from "../newId.ts";
import type { Work } from "../operation.ts";
import type { CalendarKey } from "./calendars.ts";
import { calendarKeyOf } from "./siteHours.ts";

const prefix = "own-";

/** Was this calendar written for a site of its own, and not shipped for all? */
export function isOwnCode(code: string): boolean {
  return code.startsWith(prefix);
}

/** The site's hours, alone in hand until the transaction ends. STALE when they are not the ones that were seen. */
export async function lockHours({ tx }: Work, siteId: string, seen: string | null): Promise<CalendarKey> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`hours ${siteId}`}))`);
  const key = await calendarKeyOf(tx, siteId);
  if ((key.own?.updatedAt.toISOString() ?? null) !== seen) throw new Refused(refuse("STALE"));
  return key;
}

/** Later than every stamp before, so that nothing that is kept by one is taken for still true. */
export function nextStamp({ now }: Work, { own, calendar: held }: CalendarKey): Date {
  const last = Math.max(own?.updatedAt.getTime() ?? 0, held?.updatedAt.getTime() ?? 0);
  return new Date(Math.max(now.getTime(), last + 1));
}

/** The site works by this calendar from now on. */
export async function workBy(work: Work, siteId: string, calendarId: string, stamp: Date): Promise<void> {
  await work.tx
    .insert(siteCalendar)
    .values({ siteId, calendarId, updatedAt: stamp })
    .onConflictDoUpdate({ target: siteCalendar.siteId, set: { calendarId, updatedAt: stamp } });
}

type Hours = { week: Span[][]; holidays: HolidayRegion | null };

/** Writes the site's own hours: in place where nobody else works by them, else as a calendar of its own. */
export async function writeOwn(work: Work, key: CalendarKey, hours: Hours, stamp: Date): Promise<string> {
  const { siteId, calendar: held } = key;
  if (held !== null && isOwnCode(held.code)) {
    const [others] = await work.tx
      .select({ count: count() })
      .from(siteCalendar)
      .where(and(eq(siteCalendar.calendarId, held.id), ne(siteCalendar.siteId, siteId)));
    if (others!.count === 0) {
      await work.tx
        .update(calendar)
        .set({ ...hours, updatedAt: stamp })
        .where(eq(calendar.id, held.id));
      return held.id;
    }
  }
  const [at] = await work.tx.select().from(site).where(eq(site.id, siteId));
  const id = newId(work.now);
  const named = { nameZh: `${at!.nameZh}自己的工作时间`, nameEn: `${at!.nameEn}, its own hours` };
  await work.tx.insert(calendar).values({ id, code: `${prefix}${id}`, ...named, ...hours, updatedAt: stamp });
  return id;
}

/** What a site works by that nobody has given a calendar. */
export const unwritten: Hours = { week: serviceHours.week, holidays: null };
