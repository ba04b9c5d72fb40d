import { type Calendar, spansOn } from "../time/calendar.ts";
import { dayAfter, dayAt, instantOf } from "../time/zone.ts";
import { clocksOf } from "./clocks.ts";
import { type ClockName, clockNames, type Terms } from "./terms.ts";

export type MomentKind = "now" | "tonight" | "holiday" | "closed";
/** A moment at which somebody may report; `day` is the local day. Instants are ISO. */
export type Moment = { kind: MomentKind; at: string; day: string };
/** When a clock would run out, and whether that counts days nobody has announced yet. Null where it never would. */
export type Forecast = Record<ClockName, { dueAt: string | null; provisional: boolean }>;

const tonight = 23 * 60;
const holidayMorning = 10 * 60;
const searchedDays = 400;

/**
 * Now, tonight at eleven, and ten in the morning of the next public holiday; where none is announced, of the next day
 * that is closed.
 */
export function momentsFrom(calendar: Calendar, now: number): Moment[] {
  const { timeZone } = calendar;
  const today = dayAt(now, timeZone);
  const late = instantOf(today, tonight, timeZone);
  const evening = late > now ? today : dayAfter(today);
  const moments = [moment("now", now, today), momentOn("tonight", evening, tonight, timeZone)];
  const coming = Array.from({ length: searchedDays }, (_, n) => dayAfter(today, n + 1));
  const holiday = coming.find((day) => calendar.days.get(day) === "holiday");
  const free = holiday ?? coming.find((day) => spansOn(calendar, day).length === 0);
  if (free !== undefined)
    moments.push(momentOn(holiday ? "holiday" : "closed", free, holidayMorning, timeZone));
  return moments;
}

/** The four deadlines of a report that comes in at this moment. */
export function forecast(terms: Terms, calendar: Calendar, at: string): Forecast {
  const clocks = clocksOf([{ type: "reported", at, receivedAt: at }], terms, calendar, at);
  return Object.fromEntries(
    clockNames.map((name) => {
      const clock = clocks.find((each) => each.clock === name)!;
      return [name, { dueAt: clock.dueAt, provisional: clock.provisional }];
    }),
  ) as Forecast;
}

function momentOn(kind: MomentKind, day: string, minute: number, timeZone: string): Moment {
  return moment(kind, instantOf(day, minute, timeZone), day);
}

function moment(kind: MomentKind, at: number, day: string): Moment {
  return { kind, at: new Date(at).toISOString(), day };
}
