import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { anyCalendar, anyInstant, zones } from "../../testing/anyCalendar.ts";
import { areSpans, type Calendar, isProvisional, spansOn, timeAfter, timeBetween } from "./calendar.ts";
import { dayAfter, dayAt, instantOf, offsetAt } from "./zone.ts";

const minute = 60_000;
const office = [
  [510, 720],
  [810, 1050],
] as const;
const shut: [] = [];

/** Half past eight to twelve and half past one to half past five, Monday to Friday. */
export function officeIn(timeZone: string, more: Partial<Calendar> = {}): Calendar {
  return {
    timeZone,
    week: [shut, office, office, office, office, office, shut],
    days: new Map(),
    published: null,
    exceptions: new Map(),
    ...more,
  };
}

const shanghai = officeIn("Asia/Shanghai", {
  days: new Map([
    ["2026-10-01", "holiday"],
    ["2026-10-02", "holiday"],
    ["2026-10-10", "workday"],
  ]),
  published: new Set([2026]),
  exceptions: new Map([["2026-11-25", [[600, 660]]]]),
});
const local = (calendar: Calendar, day: string, hour: number, minutes = 0) =>
  instantOf(day, hour * 60 + minutes, calendar.timeZone);
const worked = (calendar: Calendar, from: number, to: number) => timeBetween(calendar, from, to) / minute;

test("zone: instants of local minutes, across both changes of the clocks", () => {
  const cases: Array<[string, string, number, string]> = [
    ["Asia/Shanghai", "2026-11-23", 9 * 60, "2026-11-23T01:00:00.000Z"],
    ["America/New_York", "2026-03-08", 60, "2026-03-08T06:00:00.000Z"],
    // Half past two does not exist that night: it is half past three.
    ["America/New_York", "2026-03-08", 150, "2026-03-08T07:30:00.000Z"],
    ["America/New_York", "2026-03-08", 1440, "2026-03-09T04:00:00.000Z"],
    // Half past one is shown twice: the first.
    ["America/New_York", "2026-11-01", 90, "2026-11-01T05:30:00.000Z"],
    ["America/New_York", "2026-11-01", 120, "2026-11-01T07:00:00.000Z"],
    ["Europe/London", "2026-03-29", 90, "2026-03-29T01:30:00.000Z"],
    ["Australia/Lord_Howe", "2026-10-04", 130, "2026-10-03T15:40:00.000Z"],
    ["Asia/Kolkata", "2026-01-01", 0, "2025-12-31T18:30:00.000Z"],
  ];
  for (const [zone, day, minutes, iso] of cases)
    assert.equal(new Date(instantOf(day, minutes, zone)).toISOString(), iso, `${zone} ${day} ${minutes}`);
  assert.throws(() => offsetAt(0, "Mars/Olympus"), RangeError);
});

test("table: weekends, midnight, holidays, make-up workdays, the site's own days", () => {
  const at = (day: string, hour: number, minutes = 0) => local(shanghai, day, hour, minutes);
  const cases: Array<[string, number, number, number]> = [
    ["lunch does not count", at("2026-11-23", 11), at("2026-11-23", 14), 90],
    ["a whole day", at("2026-11-23", 0), at("2026-11-24", 0), 450],
    ["over a weekend", at("2026-11-20", 17), at("2026-11-23", 9), 60],
    ["over midnight", at("2026-11-23", 17), at("2026-11-24", 8, 45), 45],
    ["a holiday", at("2026-10-01", 0), at("2026-10-03", 0), 0],
    ["a Saturday that is made up", at("2026-10-10", 0), at("2026-10-11", 0), 450],
    ["the Saturday after it is free", at("2026-10-17", 0), at("2026-10-18", 0), 0],
    ["the site's own short day", at("2026-11-25", 0), at("2026-11-26", 0), 60],
    ["backwards is nothing", at("2026-11-24", 9), at("2026-11-23", 9), 0],
  ];
  for (const [name, from, to, minutes] of cases) assert.equal(worked(shanghai, from, to), minutes, name);
  const dues: Array<[string, number, number, number]> = [
    ["Friday evening, half an hour", at("2026-11-20", 18), 30, at("2026-11-23", 9)],
    [
      "to the end of the morning, not the start of the afternoon",
      at("2026-11-23", 11),
      60,
      at("2026-11-23", 12),
    ],
    ["over National Day", at("2026-09-30", 17), 60, at("2026-10-05", 9)],
    ["nothing to wait for", at("2026-11-22", 3), 0, at("2026-11-22", 3)],
  ];
  for (const [name, from, minutes, due] of dues)
    assert.equal(timeAfter(shanghai, from, minutes * minute), due, name);
});

test("table: a site abroad, the nights on which the clocks change", () => {
  const night = (timeZone: string) =>
    officeIn(timeZone, { week: Array.from({ length: 7 }, () => [[0, 360]] as const) });
  const newYork = night("America/New_York");
  const whole = (day: string) =>
    worked(newYork, instantOf(day, 0, "America/New_York"), instantOf(dayAfter(day), 0, "America/New_York"));
  assert.equal(whole("2026-03-07"), 360);
  assert.equal(whole("2026-03-08"), 300, "an hour is skipped");
  assert.equal(whole("2026-11-01"), 420, "an hour is lived twice");
  const skipped = officeIn("America/New_York", {
    week: Array.from({ length: 7 }, () => [[120, 180]] as const),
  });
  const march = instantOf("2026-03-08", 0, "America/New_York");
  assert.equal(worked(skipped, march, march + 82_800_000), 0, "the hour from two to three does not exist");
  const due = timeAfter(newYork, instantOf("2026-03-07", 300, "America/New_York"), 120 * minute);
  assert.equal(due, instantOf("2026-03-08", 60, "America/New_York"));
});

test("a calendar that never opens has no deadline, and an unpublished year says so", () => {
  const never = officeIn("Asia/Shanghai", { week: [] });
  assert.equal(timeAfter(never, Date.now(), minute), null);
  assert.equal(timeBetween(never, 0, 10 * 86_400_000), 0);
  const [here, next] = [local(shanghai, "2026-12-31", 17), local(shanghai, "2027-01-04", 9)];
  assert.equal(isProvisional(shanghai, here, here + minute), false);
  assert.equal(isProvisional(shanghai, here, next), true);
  assert.equal(isProvisional(null, here, next), false);
  assert.equal(isProvisional(officeIn("Asia/Shanghai"), here, next), false);
});

test("spans are in order, apart and within the day", () => {
  assert.equal(areSpans(office), true);
  assert.equal(areSpans([]), true);
  for (const bad of [
    [[60, 30]],
    [[0, 1441]],
    [
      [0, 60],
      [60, 90],
    ],
    [[-1, 5]],
    [[0.5, 5]],
  ] as Array<Array<[number, number]>>)
    assert.equal(areSpans(bad), false, JSON.stringify(bad));
  assert.deepEqual(spansOn(shanghai, "2026-10-02"), []);
});

test("property: time adds up, and what is added can be taken off again", () => {
  fc.assert(
    fc.property(anyCalendar, anyInstant, anyInstant, anyInstant, (calendar, a, b, c) => {
      const [x, y, z] = [a, b, c].sort((p, q) => p - q) as [number, number, number];
      assert.equal(
        timeBetween(calendar, x, z),
        timeBetween(calendar, x, y) + timeBetween(calendar, y, z),
        "adds up",
      );
      assert.ok(timeBetween(calendar, x, y) <= y - x);
      const span = timeBetween(calendar, x, z);
      const back = timeAfter(calendar, x, span);
      assert.ok(back !== null && back <= z);
      assert.equal(timeBetween(calendar, x, back), span);
    }),
    { numRuns: 150 },
  );
});

test("property: a local minute that exists is found again", () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), anyInstant, (zone, at) => {
      const day = dayAt(at, zone);
      const minutes = (at + offsetAt(at, zone) - Date.parse(`${day}T00:00:00Z`)) / minute;
      const found = instantOf(day, minutes, zone);
      // Twice in the year a minute is shown twice; then it may be the other one, an hour at most away.
      assert.ok(
        found === at || (found < at && at - found <= 60 * minute),
        `${zone} ${new Date(at).toISOString()}`,
      );
      assert.equal(dayAt(found, zone), day);
    }),
    { numRuns: 1000 },
  );
});
