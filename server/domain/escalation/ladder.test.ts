import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { clocksOf } from "../sla/clocks.ts";
import { presetTerms } from "../sla/presets.ts";
import type { ClockFact } from "../sla/round.ts";
import { clockNames } from "../sla/terms.ts";
import { nextRing, type Rang, ringsOwed, rungs, type Step, whomToCall } from "./ladder.ts";
import { presetLadders } from "./presetLadders.ts";

const minute = 60_000;
const start = Date.parse("2026-11-23T01:00:00.000Z");
const t = (minutes: number) => new Date(start + minutes * minute).toISOString();
const terms = presetTerms("CN-1", 2);
const reported: ClockFact = { type: "reported", at: t(0), receivedAt: t(0) };
const clocks = (now: number, ...more: ClockFact[]) => clocksOf([reported, ...more], terms, null, t(now));
const step = (clock: Step["clock"], offsetMinutes: number, more: Partial<Step> = {}): Step => ({
  clock,
  offsetMinutes,
  rung: "lead",
  channel: "push",
  repeatMinutes: null,
  offDuty: false,
  ...more,
});
const rang = (position: number, at: number, more: Partial<Rang> = {}): Rang => ({
  clock: "arrive",
  dueAt: t(30),
  position,
  rings: 1,
  lastRungAt: t(at),
  acknowledgedAt: null,
  ...more,
});
const ladder = [step("arrive", -10), step("arrive", 0, { repeatMinutes: 5 }), step("arrive", 20)];

test("before, at and after the deadline, each at its minute and once", () => {
  assert.equal(nextRing(clocks(0), ladder, []), t(20));
  assert.deepEqual(ringsOwed(clocks(19), ladder, [], "", t(19)), []);
  assert.deepEqual(
    ringsOwed(clocks(31), ladder, [], "", t(31)).map((r) => [r.position, r.ring]),
    [
      [0, 1],
      [1, 1],
    ],
  );
  assert.equal(nextRing(clocks(21), ladder, [rang(0, 20)]), t(30));
  assert.equal(nextRing(clocks(31), ladder, [rang(0, 20), rang(1, 30)]), t(35));
});

test("it rings again until somebody acknowledges, and one ring is owed however long nobody looked", () => {
  const before = [rang(0, 20), rang(1, 30)];
  const late = ringsOwed(clocks(300), ladder, before, "", t(300));
  assert.deepEqual(
    late.map((r) => [r.position, r.ring]),
    [
      [1, 2],
      [2, 1],
    ],
  );
  const heard = [rang(0, 20), rang(1, 30, { acknowledgedAt: t(33) })];
  assert.equal(nextRing(clocks(34), ladder, heard), null);
});

test("who acknowledges a warning has not acknowledged that the promise broke", () => {
  const heard = [rang(0, 20, { acknowledgedAt: t(22) })];
  assert.equal(nextRing(clocks(23), ladder, heard), t(30));
});

test("what is met, ended or moved rings for nothing of before", () => {
  assert.equal(nextRing(clocks(10, { type: "arrived", at: t(9) }), ladder, []), null);
  assert.equal(nextRing(clocks(10, { type: "cancelled", at: t(9), ends: true }), ladder, []), null);
  const again: ClockFact = { type: "reopened", at: t(100) };
  assert.equal(nextRing(clocks(100, again), ladder, [rang(0, 20), rang(1, 30)]), t(120));
});

test("the past of a history that is brought in stays silent", () => {
  assert.equal(
    nextRing(clocks(40), ladder, [], () => t(40)),
    t(50),
  );
  assert.deepEqual(
    ringsOwed(clocks(51), ladder, [], t(50), t(51)).map((r) => r.position),
    [2],
  );
});

test("whom: in turn on the rung, upwards when nobody is there, off duty only where the policy says so", () => {
  const nobody = { technician: [], next: [], lead: [], manager: [] };
  const people = {
    ...nobody,
    technician: [{ id: "t", onDuty: false }],
    lead: [
      { id: "a", onDuty: true },
      { id: "b", onDuty: true },
    ],
    manager: [{ id: "m", onDuty: false }],
  };
  const whom = (rung: Step["rung"], ring = 1, offDuty = false) => whomToCall({ rung, offDuty }, ring, people);
  assert.deepEqual(whom("technician"), { personId: "a", rung: "lead", onDuty: true });
  assert.equal(whom("lead", 2)?.personId, "b");
  assert.equal(whom("lead", 3)?.personId, "a");
  assert.equal(whom("manager"), null);
  assert.deepEqual(whom("manager", 1, true), { personId: "m", rung: "manager", onDuty: false });
  assert.equal(whom("technician", 1, true)?.personId, "t");
  assert.equal(whomToCall({ rung: "technician", offDuty: true }, 1, nobody), null);
});

for (const { code, steps } of presetLadders) {
  for (const clock of clockNames) {
    test(`the shipped ladder ${code} rings before, at and after the deadline to ${clock}`, () => {
      const offsets = steps
        .filter((each) => each.clock === clock)
        .map((each) => Math.sign(each.offsetMinutes));
      assert.deepEqual([...new Set(offsets)].sort(), [-1, 0, 1]);
    });
  }
}

test("property: whoever is called without leave to call off duty is on duty", () => {
  const standing = fc.array(fc.record({ id: fc.uuid(), onDuty: fc.boolean() }), { maxLength: 3 });
  const people = fc.record({ technician: standing, next: standing, lead: standing, manager: standing });
  const rung = fc.constantFrom("technician" as const, "next" as const, "lead" as const, "manager" as const);
  fc.assert(
    fc.property(people, rung, fc.integer({ min: 1, max: 50 }), (all, from, ring) => {
      const called = whomToCall({ rung: from, offDuty: false }, ring, all);
      if (called !== null) assert.equal(called.onDuty, true);
      const anybody = rungs.slice(rungs.indexOf(from)).some((name) => all[name].some((who) => who.onDuty));
      if (anybody) assert.notEqual(called, null, "somebody above is there");
    }),
  );
});

test("property: looking often or seldom, each step begins once, in order, and the timer never sleeps past a ring", () => {
  const times = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(times, fc.constantFrom(...presetLadders), (gaps, { steps }) => {
      const all: Rang[] = [];
      const begun = new Set<string>();
      let now = 0;
      for (const gap of gaps) {
        now += gap;
        const at = nextRing(clocks(now), steps, all);
        const owed = ringsOwed(clocks(now), steps, all, "", t(now));
        assert.equal(owed.length > 0, at !== null && at <= t(now));
        for (const { position, step: of, dueAt, ring } of owed) {
          const key = `${position} ${dueAt} ${ring}`;
          assert.ok(!begun.has(key), key);
          begun.add(key);
          const known = all.find((r) => r.position === position && r.dueAt === dueAt);
          if (known) Object.assign(known, { rings: ring, lastRungAt: t(now) });
          else
            all.push({
              clock: of.clock,
              dueAt,
              position,
              rings: 1,
              lastRungAt: t(now),
              acknowledgedAt: null,
            });
        }
        assert.deepEqual(ringsOwed(clocks(now), steps, all, "", t(now)), [], "nothing is left owing");
      }
    }),
    { numRuns: 200 },
  );
});
