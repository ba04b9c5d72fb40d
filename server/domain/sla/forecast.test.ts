import assert from "node:assert/strict";
import { test } from "node:test";
import type { Calendar } from "../time/calendar.ts";
import { instantOf } from "../time/zone.ts";
import { forecast, momentsFrom } from "./forecast.ts";
import { presetTerms } from "./presets.ts";

const calendarIn = (timeZone: string): Calendar => ({
  timeZone,
  week: [0, 1, 2, 3, 4, 5, 6].map((day) => (day === 0 ? [] : [[540, 1020] as const])),
  days: new Map([["2026-10-01", "holiday"]]),
  published: new Set([2026]),
  exceptions: new Map(),
});
const kinds = (calendar: Calendar, now: number) =>
  momentsFrom(calendar, now).map(({ kind, day }) => `${kind} ${day}`);

test("tonight is today's eleven o'clock until it is past, in the site's zone", () => {
  for (const zone of ["Asia/Shanghai", "America/New_York"]) {
    const calendar = calendarIn(zone);
    const at = (hour: number) => instantOf("2026-09-29", hour * 60, zone);
    assert.deepEqual(kinds(calendar, at(22)), ["now 2026-09-29", "tonight 2026-09-29", "holiday 2026-10-01"]);
    assert.deepEqual(kinds(calendar, at(23)), ["now 2026-09-29", "tonight 2026-09-30", "holiday 2026-10-01"]);
    assert.equal(momentsFrom(calendar, at(22))[1]!.at, new Date(at(23)).toISOString());
  }
});

test("where no holiday is announced, the next day that is closed; where none ever is, neither", () => {
  const calendar = calendarIn("Asia/Shanghai");
  const after = instantOf("2026-10-05", 600, "Asia/Shanghai");
  assert.equal(kinds(calendar, after)[2], "closed 2026-10-11");
  const always = { ...calendar, days: new Map(), week: Array(7).fill([[0, 1440]]) };
  assert.equal(momentsFrom(always, after).length, 2);
});

test("four deadlines of a report at that moment, and whether they count days nobody has announced", () => {
  const calendar = calendarIn("Asia/Shanghai");
  const at = (hour: number, day: string) =>
    new Date(instantOf(day, hour * 60, "Asia/Shanghai")).toISOString();
  const soon = forecast(presetTerms("CN-1", 3), calendar, at(23, "2026-09-30"));
  assert.equal(soon.contact.dueAt, at(11, "2026-10-02"), "the holiday is not counted");
  assert.equal(soon.contact.provisional, false);
  const late = forecast(presetTerms("CN-1", 3), calendar, at(16, "2026-12-31"));
  assert.equal(late.finish.provisional, true);
  const never = forecast(
    presetTerms("CN-1", 3),
    { ...calendar, week: Array(7).fill([]) },
    at(9, "2026-09-30"),
  );
  assert.equal(never.arrive.dueAt, null);
});
