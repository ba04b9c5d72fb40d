import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Calendar, spansOn } from "../time/calendar.ts";
import { dayAt, instantOf, offsetAt } from "../time/zone.ts";
import { choicesOf, fromWindowsWord, windowsWord } from "./choices.ts";
import { type Asked, freeSlots, leadMinutes, mayBook, slotMinutes, toStretch, visitHours } from "./slots.ts";
import { windowWords } from "./words.ts";

const minute = 60_000;
const office = [[510, 1050]] as const;

function calendarIn(timeZone: string, more: Partial<Calendar> = {}): Calendar {
  return {
    timeZone,
    week: [[], office, office, office, office, office, office],
    days: new Map(),
    published: null,
    exceptions: new Map(),
    ...more,
  };
}

const shanghai = "Asia/Shanghai";
const at = (day: string, hour: number, timeZone = shanghai) => instantOf(day, hour * 60, timeZone);
const asked = (more: Partial<Asked> = {}): Asked => ({
  now: at("2026-11-24", 9),
  shifts: [{ from: at("2026-11-24", 8), until: at("2026-11-24", 17) }],
  promised: [],
  openMinutes: 0,
  workMinutes: 40,
  calendar: calendarIn(shanghai),
  planned: true,
  ...more,
});
const hours = (time: Asked) =>
  freeSlots(time).map((slot) => windowWords(slot, time.calendar.timeZone, "en").slice(-11));

test("a free day is offered hour by hour, from half an hour on to the end of the shift", () => {
  assert.deepEqual(hours(asked()), [
    "09:30–10:30",
    "10:30–11:30",
    "11:30–12:30",
    "12:30–13:30",
    "13:30–14:30",
    "14:30–15:30",
    "15:30–16:30",
  ]);
});

test("what he promised elsewhere keeps its time and the way there and back", () => {
  const promised = [{ from: at("2026-11-24", 11), until: at("2026-11-24", 12), way: 30 }];
  assert.deepEqual(hours(asked({ promised })), [
    "09:30–10:30",
    "12:30–13:30",
    "13:30–14:30",
    "14:30–15:30",
    "15:30–16:30",
  ]);
});

test("the work in his hands comes first, and long work needs a long window", () => {
  assert.equal(hours(asked({ openMinutes: 130 }))[0], "11:30–12:30");
  assert.deepEqual(hours(asked({ workMinutes: 170 })), ["09:30–12:30", "12:30–15:30"]);
});

test("planned work waits for an open day, what is pressing does not", () => {
  const sunday = {
    now: at("2026-11-29", 8),
    shifts: [{ from: at("2026-11-29", 8), until: at("2026-11-29", 12) }],
  };
  assert.deepEqual(hours(asked(sunday)), []);
  assert.equal(hours(asked({ ...sunday, planned: false })).length, 3);
});

test("nobody rings before eight or after nine, whatever the shift", () => {
  const night = { shifts: [{ from: at("2026-11-24", 20), until: at("2026-11-25", 9) }] };
  assert.deepEqual(hours(asked(night)), ["20:00–21:00", "08:00–09:00"]);
});

test("a window is the site's hour on the days on which its clocks move", () => {
  const newYork = "America/New_York";
  for (const day of ["2026-03-08", "2026-11-01"]) {
    const shift = { from: at(day, 0, newYork), until: at(day, 24, newYork) };
    const time = asked({
      now: at(day, 1, newYork),
      shifts: [shift],
      calendar: calendarIn(newYork),
      planned: false,
    });
    const [first] = freeSlots(time);
    assert.equal(windowWords(first!, newYork, "en").slice(-11), "08:00–09:00", day);
  }
});

test("what was offered stays while it is free, whatever else moves; when all is gone the free ones take its place", () => {
  const time = asked();
  const offered = freeSlots(time).slice(2, 4);
  const later = asked({ now: at("2026-11-24", 9) + 7 * minute });
  assert.deepEqual(choicesOf(offered, later), offered, "another grid of free windows changes nothing");
  const [gone, left] = [toStretch(offered[0]!), offered[1]!];
  const busy = asked({ promised: [{ ...gone, way: 0 }] });
  assert.deepEqual(choicesOf(offered, busy), [left]);
  const none = asked({ promised: offered.map((each) => ({ ...toStretch(each), way: 0 })) });
  assert.deepEqual(choicesOf(offered, none), freeSlots(none));
  assert.deepEqual(fromWindowsWord(windowsWord(offered)), offered);
});

const zones = [shanghai, "America/New_York", "Europe/London", "Australia/Lord_Howe", "America/St_Johns"];
const start = Date.parse("2026-03-01T00:00:00Z");
const anyInstant = fc.integer({ min: 0, max: 300 * 1440 }).map((minutes) => start + minutes * minute);
const anyTime: fc.Arbitrary<Asked> = fc
  .record({
    now: anyInstant,
    zone: fc.constantFrom(...zones),
    shifts: fc.array(fc.tuple(fc.integer({ min: -600, max: 12_000 }), fc.integer({ min: 30, max: 800 })), {
      maxLength: 10,
    }),
    promised: fc.array(
      fc.tuple(
        fc.integer({ min: -300, max: 12_000 }),
        fc.integer({ min: 30, max: 240 }),
        fc.constantFrom(0, 3, 8, 30),
      ),
      { maxLength: 12 },
    ),
    openMinutes: fc.integer({ min: 0, max: 500 }),
    workMinutes: fc.integer({ min: 5, max: 400 }),
    planned: fc.boolean(),
  })
  .map(({ now, zone, shifts, promised, ...rest }) => ({
    now,
    shifts: shifts.map(([from, long]) => ({
      from: now + from * minute,
      until: now + (from + long) * minute,
    })),
    promised: promised.map(([from, long, way]) => ({
      from: now + from * minute,
      until: now + (from + long) * minute,
      way,
    })),
    calendar: calendarIn(zone),
    ...rest,
  }));

test("every window lies in a shift, clear of all promises, at a decent hour, and none touches another", () => {
  fc.assert(
    fc.property(anyTime, (time) => {
      const { timeZone } = time.calendar;
      const slots = freeSlots(time).map(toStretch);
      for (const [n, slot] of slots.entries()) {
        assert.ok(time.shifts.some((shift) => shift.from <= slot.from && slot.until <= shift.until));
        for (const other of time.promised) {
          const way = other.way * minute;
          assert.ok(slot.until + way <= other.from || other.until + way <= slot.from);
        }
        assert.equal(slot.until - slot.from, slotMinutes(time.workMinutes) * minute);
        assert.ok(slot.until - slot.from >= time.workMinutes * minute);
        assert.ok(slot.from >= time.now + Math.max(leadMinutes, time.openMinutes) * minute);
        const day = dayAt(slot.from, timeZone);
        const shown = (slot.from + offsetAt(slot.from, timeZone) - Date.parse(`${day}T00:00:00Z`)) / minute;
        assert.ok(shown >= visitHours.from && shown % 30 === 0);
        assert.ok(shown + slotMinutes(time.workMinutes) <= visitHours.until);
        if (time.planned) assert.ok(spansOn(time.calendar, day).length > 0);
        if (n > 0) assert.ok(slots[n - 1]!.until <= slot.from, "in order and apart");
      }
    }),
    { numRuns: 400 },
  );
});

test("each of them may be booked, and no longer once it is promised to somebody else", () => {
  fc.assert(
    fc.property(anyTime, (time) => {
      for (const slot of freeSlots(time).slice(0, 5)) {
        assert.ok(mayBook(time, slot));
        const promised = [...time.promised, { ...toStretch(slot), way: 0 }];
        assert.ok(!mayBook({ ...time, promised }, slot));
      }
    }),
    { numRuns: 150 },
  );
});
