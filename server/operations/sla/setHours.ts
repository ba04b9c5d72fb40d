import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { calendar, siteCalendar, siteDay } from "#db/schema/calendar.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { holidayRegions } from "../../domain/time/holidayRegion.ts";
import { dayAt } from "../../domain/time/zone.ts";
import { id, words } from "../input.ts";
import { command, type Work } from "../operation.ts";
import type { CalendarKey } from "./calendars.ts";
import { dayInput, seenHours, spansInput, weekInput } from "./hoursInput.ts";
import { keepChange } from "./keepChange.ts";
import { isOwnCode, lockHours, nextStamp, unwritten, workBy, writeOwn } from "./ownCalendar.ts";
import { demandReach, reachOf } from "./reach.ts";

const yearsAhead = 3;

/** The site works by another calendar from now on; its own days stay. Refusals: NOT_FOUND, STALE, REQUIRED (calendarId). */
export const chooseCalendar = command({
  name: "hours.choose",
  input: z.strictObject({ siteId: id, calendarId: id, seen: seenHours }),
  async run(work, { siteId, calendarId, seen }) {
    await demandReach(work.tx, work.actor, "hours.choose", siteId);
    const key = await lockHours(work, siteId, seen);
    const [known] = await work.tx.select().from(calendar).where(eq(calendar.id, calendarId));
    if (known === undefined || !(await isOffered(work, known)))
      throw new Refused(refuse("REQUIRED", { field: "calendarId" }));
    const stamp = nextStamp(work, { ...key, calendar: known });
    await workBy(work, siteId, calendarId, stamp);
    await keepChange(work, {
      ...{ siteId, setting: "calendar", of: calendarId, verb: "set", reason: "" },
      before: key.calendar?.id ?? null,
      after: calendarId,
    });
    return { siteId, seen: stamp.toISOString() };
  },
});

/**
 * The week of a site, and on whose public holidays it rests. A calendar that other sites work by stays as it is: this
 * site gets one of its own. Open repairs are counted anew. Refusals: NOT_FOUND, STALE, HOURS, REQUIRED (reason).
 */
export const setWeek = command({
  name: "hours.setWeek",
  input: z.strictObject({
    siteId: id,
    week: weekInput,
    /** Whose public holidays are free; null where work goes on through them. */
    holidays: z.enum(holidayRegions, { error: "REQUIRED" }).nullable(),
    reason: words(200),
    seen: seenHours,
  }),
  async run(work, { siteId, week, holidays, reason, seen }) {
    await demandReach(work.tx, work.actor, "hours.setWeek", siteId);
    const key = await lockHours(work, siteId, seen);
    const stamp = nextStamp(work, key);
    const hours = { week, holidays };
    const calendarId = await writeOwn(work, key, hours, stamp);
    await workBy(work, siteId, calendarId, stamp);
    const before = key.calendar && { week: key.calendar.week, holidays: key.calendar.holidays };
    await keepChange(work, {
      ...{ siteId, setting: "week", of: calendarId, verb: "set", reason },
      before,
      after: hours,
    });
    return { siteId, seen: stamp.toISOString() };
  },
});

/**
 * On this day the site works otherwise, or, without stretches, not at all; a day said before is said anew. Days that are
 * past stay as they were. Refusals: NOT_FOUND, STALE, HOURS, DAY, REQUIRED (reason).
 */
export const setDay = command({
  name: "hours.setDay",
  input: z.strictObject({
    siteId: id,
    day: dayInput,
    spans: spansInput,
    reason: words(120),
    seen: seenHours,
  }),
  async run(work, { siteId, day, spans, reason, seen }) {
    await demandReach(work.tx, work.actor, "hours.setDay", siteId);
    const key = await lockHours(work, siteId, seen);
    demandDay(work, key, day);
    const [before] = await work.tx.select().from(siteDay).where(ofDay(siteId, day));
    await work.tx
      .insert(siteDay)
      .values({ siteId, day, spans, reason })
      .onConflictDoUpdate({ target: [siteDay.siteId, siteDay.day], set: { spans, reason } });
    const stamp = await moveStamp(work, key);
    await keepChange(work, {
      ...{ siteId, setting: "day", of: day, verb: "set", reason },
      before: before?.spans ?? null,
      after: spans,
    });
    return { siteId, day, seen: stamp };
  },
});

/** The site works on this day as its calendar says. Refusals: NOT_FOUND, STALE when there is no such day, DAY when past. */
export const removeDay = command({
  name: "hours.removeDay",
  input: z.strictObject({ siteId: id, day: dayInput, seen: seenHours }),
  async run(work, { siteId, day, seen }) {
    await demandReach(work.tx, work.actor, "hours.removeDay", siteId);
    const key = await lockHours(work, siteId, seen);
    demandDay(work, key, day);
    const [before] = await work.tx.delete(siteDay).where(ofDay(siteId, day)).returning();
    if (before === undefined) throw new Refused(refuse("STALE"));
    const stamp = await moveStamp(work, key);
    await keepChange(work, {
      ...{ siteId, setting: "day", of: day, verb: "removed", reason: before.reason },
      before: before.spans,
      after: null,
    });
    return { siteId, day, seen: stamp };
  },
});

/** A shipped calendar, or the own one of a site in reach. */
async function isOffered({ tx, actor }: Work, { id: calendarId, code }: typeof calendar.$inferSelect) {
  if (!isOwnCode(code)) return true;
  const { ids } = await reachOf(tx, actor, "hours.choose");
  const used = await tx.select().from(siteCalendar).where(eq(siteCalendar.calendarId, calendarId));
  return used.some((each) => ids.includes(each.siteId));
}

function ofDay(siteId: string, day: string) {
  return and(eq(siteDay.siteId, siteId), eq(siteDay.day, day));
}

/** Today at the site, or later; what was worked on days before is history. */
function demandDay({ now }: Work, { timeZone }: CalendarKey, day: string): void {
  const today = dayAt(now.getTime(), timeZone);
  const last = `${Number(today.slice(0, 4)) + yearsAhead}${today.slice(4)}`;
  if (day < today || day > last) throw new Refused(refuse("DAY", { field: "day" }));
}

/** A site without a calendar gets one with the hours it has worked by until now, so that its days have a stamp. */
async function moveStamp(work: Work, key: CalendarKey): Promise<string> {
  const stamp = nextStamp(work, key);
  const calendarId = key.calendar?.id ?? (await writeOwn(work, key, unwritten, stamp));
  await workBy(work, key.siteId, calendarId, stamp);
  return stamp.toISOString();
}
