import fc from "fast-check";
import type { Calendar } from "../domain/time/calendar.ts";
import { dayAfter } from "../domain/time/zone.ts";

const minute = 60_000;
/** With and without daylight saving, of whole and of half hours, and on both sides of the date line. */
export const zones = [
  "Asia/Shanghai",
  "America/New_York",
  "Europe/London",
  "Australia/Lord_Howe",
  "America/St_Johns",
  "Pacific/Apia",
];
const spans = fc
  .uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 6 })
  .map((cuts) => cuts.sort((a, b) => a - b))
  .map((cuts) =>
    Array.from({ length: Math.floor(cuts.length / 2) }, (_, i) => [cuts[2 * i]!, cuts[2 * i + 1]!] as const),
  );
/** Any week in any of them, work through midnight and days without an hour among it, with holidays, make-up workdays and own days. */
export const anyCalendar: fc.Arbitrary<Calendar> = fc.record({
  timeZone: fc.constantFrom(...zones),
  week: fc.array(spans, { minLength: 7, maxLength: 7 }),
  days: fc
    .array(
      fc.tuple(fc.integer({ min: 0, max: 400 }), fc.constantFrom("holiday" as const, "workday" as const)),
      {
        maxLength: 20,
      },
    )
    .map((list) => new Map(list.map(([n, kind]) => [dayAfter("2026-01-01", n), kind]))),
  published: fc.constant(new Set([2026, 2027])),
  exceptions: fc
    .array(fc.tuple(fc.integer({ min: 0, max: 400 }), spans), { maxLength: 5 })
    .map((list) => new Map(list.map(([n, own]) => [dayAfter("2026-01-01", n), own]))),
});
/** Any minute of a bit more than a year, so that every change of the clocks lies within. */
export const anyInstant = fc
  .integer({ min: 0, max: 400 * 1440 })
  .map((minutes) => Date.parse("2026-01-01T00:00:00Z") + minutes * minute);
