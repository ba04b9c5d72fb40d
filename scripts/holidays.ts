import { writeFileSync } from "node:fs";
import { join } from "node:path";
import Holidays from "date-holidays";
import type { HolidayRegion } from "#server/domain/time/holidayRegion.ts";
import { root } from "./root.ts";
import { main } from "./step.ts";

/**
 * Writes `db/holidaysAbroad.json` from the package date-holidays, which is asked here and nowhere else. It answers for any
 * year; only years are kept whose list the country itself has published, so raise `until` when it has, and run
 * `node scripts/holidays.ts`.
 */
const wanted: Array<{ region: Exclude<HolidayRegion, "CN">; from: number; until: number }> = [
  { region: "GB-ENG", from: 2025, until: 2027 },
  { region: "GB-SCT", from: 2025, until: 2027 },
  { region: "GB-NIR", from: 2025, until: 2027 },
  { region: "US", from: 2025, until: 2027 },
];

await main(async () => {
  const kept = Object.fromEntries(
    wanted.map(({ region, from, until }) => {
      const [country = "", part] = region.split("-");
      const calendar = part === undefined ? new Holidays(country) : new Holidays(country, part);
      const years = Array.from({ length: until - from + 1 }, (_, n) => from + n);
      return [region, Object.fromEntries(years.map((year) => [year, daysOf(calendar, year)]))];
    }),
  );
  writeFileSync(join(root, "db", "holidaysAbroad.json"), `${JSON.stringify(kept, null, 2)}\n`);
});

/** The days that are free by law. A holiday that is given on another day because it falls on a weekend is that day. */
function daysOf(calendar: Holidays, year: number): Record<string, string> {
  const free = calendar.getHolidays(year, "en").filter((each) => each.type === "public");
  const moved = new Set(free.filter((each) => each.substitute).map((each) => dateOf(each.rule)));
  return Object.fromEntries(
    free
      .filter((each) => each.substitute || !moved.has(dateOf(each.rule)) || !isWeekend(each.date))
      .map((each) => [each.date.slice(0, 10), each.name.replace(" (substitute day)", "")]),
  );
}

/** The day of the year that a rule is about. */
function dateOf(rule: string): string | undefined {
  return /\d\d-\d\d/.exec(rule)?.[0];
}

function isWeekend(date: string): boolean {
  return [0, 6].includes(new Date(`${date.slice(0, 10)}T00:00:00Z`).getUTCDay());
}
