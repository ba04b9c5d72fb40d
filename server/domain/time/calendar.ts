import { dayAfter, dayAt, instantOf, weekdayOf } from "./zone.ts";

/** From and until, in minutes from local midnight, 0 to 1440; work that runs past midnight is two spans on two days. */
export type Span = readonly [from: number, until: number];

/** The hours in which a clock that counts working time runs. */
export type Calendar = {
  timeZone: string;
  /** Sunday first. Spans of a day are in order and do not touch. */
  week: readonly (readonly Span[])[];
  /** Public holidays and make-up workdays (调休) by local day. */
  days: ReadonlyMap<string, "holiday" | "workday">;
  /** Years whose list of holidays is published; null where no public holidays are kept at all. */
  published: ReadonlySet<number> | null;
  /** What the site itself says of single days; it overrules everything else. */
  exceptions: ReadonlyMap<string, readonly Span[]>;
};

/** A make-up workday is worked like a Monday, whatever day of the week it falls on. */
const makeUpLike = 1;
/** A calendar that has no open hour for so long is taken to have none. */
const horizonDays = 400;

/** Are these the spans of one day: in order, apart, within it? */
export function areSpans(spans: readonly Span[]): boolean {
  return spans.every(
    ([from, until], i) =>
      Number.isInteger(from) &&
      Number.isInteger(until) &&
      from >= 0 &&
      until <= 1440 &&
      from < until &&
      (i === 0 || spans[i - 1]![1] < from),
  );
}

/** The spans worked on a local day. */
export function spansOn(calendar: Calendar, day: string): readonly Span[] {
  const own = calendar.exceptions.get(day);
  if (own !== undefined) return own;
  const kind = calendar.days.get(day);
  if (kind === "holiday") return [];
  return calendar.week[kind === "workday" ? makeUpLike : weekdayOf(day)] ?? [];
}

const opened = new WeakMap<Calendar, Map<string, Array<[number, number]>>>();

/** The same as instants, ms; a span that the zone's clocks skip whole is gone. */
function openings(calendar: Calendar, day: string): Array<[number, number]> {
  const days = opened.get(calendar) ?? new Map<string, Array<[number, number]>>();
  opened.set(calendar, days);
  let found = days.get(day);
  if (found === undefined) {
    found = spansOn(calendar, day)
      .map(([from, until]): [number, number] => [
        instantOf(day, from, calendar.timeZone),
        instantOf(day, until, calendar.timeZone),
      ])
      .filter(([from, until]) => from < until);
    days.set(day, found);
  }
  return found;
}

/** Working time between two instants, ms; without a calendar every hour counts. Zero when `to` is not after `from`. */
export function timeBetween(calendar: Calendar | null, from: number, to: number): number {
  if (to <= from) return 0;
  if (calendar === null) return to - from;
  const last = dayAt(to, calendar.timeZone);
  let sum = 0;
  for (let day = dayAt(from, calendar.timeZone); day <= last; day = dayAfter(day)) {
    for (const [open, shut] of openings(calendar, day))
      sum += Math.max(0, Math.min(shut, to) - Math.max(open, from));
  }
  return sum;
}

/**
 * The first instant by which `span` ms of working time have passed since `from`; null when the calendar never opens
 * for that long. A deadline is the end of an open hour, never the start of the next one.
 */
export function timeAfter(calendar: Calendar | null, from: number, span: number): number | null {
  if (calendar === null) return from + span;
  if (span <= 0) return from;
  let left = span;
  let idle = 0;
  for (let day = dayAt(from, calendar.timeZone); idle < horizonDays; day = dayAfter(day)) {
    idle += 1;
    for (const [open, shut] of openings(calendar, day)) {
      const start = Math.max(open, from);
      if (start >= shut) continue;
      if (left <= shut - start) return start + left;
      left -= shut - start;
      idle = 0;
    }
  }
  return null;
}

/** Does the stretch touch a year whose public holidays nobody has announced yet? */
export function isProvisional(calendar: Calendar | null, from: number, to: number): boolean {
  if (calendar === null || calendar.published === null) return false;
  const last = Number(dayAt(to, calendar.timeZone).slice(0, 4));
  for (let year = Number(dayAt(from, calendar.timeZone).slice(0, 4)); year <= last; year++)
    if (!calendar.published.has(year)) return true;
  return false;
}
