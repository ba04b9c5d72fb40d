import assert from "node:assert/strict";
import { test } from "node:test";
import { forecast } from "#server/domain/sla/forecast.ts";
import { presetTerms } from "#server/domain/sla/presets.ts";
import type { Calendar } from "#server/domain/time/calendar.ts";
import { type HolidayRegion, holidayRegions } from "#server/domain/time/holidayRegion.ts";
import { instantOf } from "#server/domain/time/zone.ts";
import { publishedHolidays } from "./holidays.ts";

const known = new Map(publishedHolidays().map((each) => [each.region, each]));
const freeIn = (region: HolidayRegion, year: number) =>
  known
    .get(region)!
    .days.filter((each) => each.kind === "holiday" && each.day.startsWith(String(year)))
    .map((each) => each.day.slice(5));

test("every region has its holidays, with names in both languages and the years that are published", () => {
  assert.deepEqual([...known.keys()].sort(), [...holidayRegions].sort());
  for (const { region, days, years, source } of known.values()) {
    assert.ok(source.length > 10, region);
    for (const each of days) {
      assert.match(each.nameZh, /\p{Script=Han}/u, `${region} ${each.day} ${each.nameEn}`);
      assert.match(each.nameEn, /^[A-Z]/, `${region} ${each.day}`);
      assert.ok(years.includes(Number(each.day.slice(0, 4))), `${region} ${each.day}`);
    }
  }
});

test("the days as the governments announced them", () => {
  assert.deepEqual(
    freeIn("GB-ENG", 2026),
    ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
    "Boxing Day is a Saturday and is given on the Monday",
  );
  assert.deepEqual(freeIn("GB-ENG", 2027).slice(-2), ["12-27", "12-28"]);
  assert.ok(freeIn("GB-SCT", 2026).includes("08-03") && !freeIn("GB-SCT", 2026).includes("04-06"));
  assert.ok(freeIn("GB-NIR", 2026).includes("03-17") && freeIn("GB-NIR", 2026).includes("07-13"));
  assert.deepEqual(
    freeIn("US", 2026),
    ["01-01", "01-19", "02-16", "05-25", "06-19", "07-03", "09-07", "10-12", "11-11", "11-26", "12-25"],
    "Independence Day is a Saturday and is given on the Friday",
  );
});

test("a working day in London passes over Christmas, and not over the State Council's days", () => {
  const { days, years } = known.get("GB-ENG")!;
  const office: Calendar = {
    timeZone: "Europe/London",
    week: [0, 1, 2, 3, 4, 5, 6].map((day) => (day % 6 === 0 ? [] : [[540, 1020] as const])),
    days: new Map(days.map((each) => [each.day, each.kind])),
    published: new Set(years),
    exceptions: new Map(),
  };
  const due = (day: string) => {
    const at = new Date(instantOf(day, 12 * 60, "Europe/London")).toISOString();
    return forecast(presetTerms("UK-RTR", 2), office, at).finish;
  };
  const noon = (day: string) => new Date(instantOf(day, 12 * 60, "Europe/London")).toISOString();
  assert.deepEqual(due("2026-12-24"), { dueAt: noon("2026-12-29"), provisional: false });
  assert.deepEqual(due("2026-10-01"), { dueAt: noon("2026-10-02"), provisional: false });
  assert.equal(due("2027-12-31").provisional, true, "2028 is not announced");
});
