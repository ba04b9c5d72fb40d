import { and, asc, desc, eq, gte, inArray, ne } from "drizzle-orm";
import { calendar, holiday, holidayYear, siteCalendar, siteDay } from "#db/schema/calendar.ts";
import { person } from "#db/schema/person.ts";
import { settingChange } from "#db/schema/settingChange.ts";
import { serviceHours } from "../../domain/time/presetCalendars.ts";
import { dayAfter, dayAt } from "../../domain/time/zone.ts";
import { nothing } from "../input.ts";
import { query } from "../operation.ts";
import { isOwnCode } from "./ownCalendar.ts";
import { reachOf } from "./reach.ts";

/** Days of a site that are past are shown for so long. */
const pastDays = 31;
const changesShown = 12;

/**
 * The hours of the caller's sites: which calendar each works by, with its week, its own days, the public holidays and
 * make-up workdays that are known from this year on, and who changed what last.
 */
export const listHours = query({
  name: "hours.list",
  input: nothing,
  async run({ db, actor, now }) {
    const { ids, sites } = await reachOf(db, actor, "hours.list");
    const since = dayAfter(dayAt(now.getTime(), "UTC"), -pastDays);
    const [calendars, chosen, days, years, known, changes] = await Promise.all([
      db.select().from(calendar).orderBy(asc(calendar.code)),
      db.select().from(siteCalendar),
      db.select().from(siteDay).where(inArray(siteDay.siteId, ids)).orderBy(asc(siteDay.day)),
      db.select().from(holidayYear).orderBy(asc(holidayYear.year)),
      db
        .select()
        .from(holiday)
        .where(gte(holiday.day, `${since.slice(0, 4)}-01-01`))
        .orderBy(asc(holiday.day)),
      db
        .select({ change: settingChange, by: person.name, byLatin: person.nameLatin })
        .from(settingChange)
        .innerJoin(person, eq(person.id, settingChange.byId))
        .where(and(inArray(settingChange.siteId, ids), ne(settingChange.setting, "policy")))
        .orderBy(desc(settingChange.at))
        .limit(changesShown * Math.max(1, ids.length)),
    ]);
    const users = (calendarId: string) => chosen.filter((each) => each.calendarId === calendarId);
    const offered = calendars.filter(
      ({ id, code }) => !isOwnCode(code) || users(id).some((each) => ids.includes(each.siteId)),
    );
    return {
      calendars: offered.map(({ id, code, nameZh, nameEn, week, holidays }) => ({
        ...{ id, nameZh, nameEn, week, holidays },
        own: isOwnCode(code),
        sites: users(id).length,
      })),
      years: years.map(({ region, year, source }) => ({ region, year, source })),
      holidays: known.map(({ region, day, kind, nameZh, nameEn }) => ({ region, day, kind, nameZh, nameEn })),
      sites: sites.map((site) => {
        const own = chosen.find((each) => each.siteId === site.id);
        const held = calendars.find((each) => each.id === own?.calendarId);
        return {
          ...site,
          today: dayAt(now.getTime(), site.timeZone),
          calendarId: held?.id ?? null,
          week: held?.week ?? serviceHours.week,
          holidays: held?.holidays ?? null,
          seen: own?.updatedAt.toISOString() ?? null,
          days: days
            .filter((each) => each.siteId === site.id && each.day >= since)
            .map(({ day, spans, reason }) => ({ day, spans, reason })),
          changes: changes
            .filter(({ change }) => change.siteId === site.id)
            .slice(0, changesShown)
            .map(({ change, by, byLatin }) => ({
              id: change.id,
              setting: change.setting,
              verb: change.verb,
              of: change.of,
              reason: change.reason,
              at: change.at.toISOString(),
              by,
              byLatin,
            })),
        };
      }),
    };
  },
});
