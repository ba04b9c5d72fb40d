import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { believe } from "./claim.ts";

const now = "2026-03-01T12:00:00.000Z";
const before = "2026-03-01T08:00:00.000Z";
const after = (seconds: number, from = now) => new Date(Date.parse(from) + seconds * 1000).toISOString();

test("a phone is believed between the event before and now", () => {
  assert.deepEqual(believe(after(-3600), before, now), { doneAt: after(-3600), skew: -3600 });
  assert.deepEqual(believe(before, before, now), { doneAt: before, skew: -14_400 });
  assert.deepEqual(believe(after(-1, before), before, now), { claimedAt: after(-1, before), skew: -14_401 });
});

test("a clock that runs a minute ahead means now; one that runs further ahead is not believed", () => {
  assert.deepEqual(believe(after(60), before, now), { doneAt: now, skew: 60 });
  assert.deepEqual(believe(after(61), before, now), { claimedAt: after(61), skew: 61 });
});

test("a word is a day old at most", () => {
  const long = after(-90_000);
  assert.equal(believe(after(-86_400), long, now).doneAt, after(-86_400));
  assert.equal(believe(after(-86_401), long, now).doneAt, undefined);
});

test("whatever a phone says, what is believed lies in order and in the past", () => {
  const seconds = fc.integer({ min: -400_000, max: 400_000 });
  fc.assert(
    fc.property(seconds, fc.integer({ min: -200_000, max: 0 }), (said, previous) => {
      const claim = believe(after(said), after(previous), now);
      if (claim.doneAt === undefined) return claim.claimedAt === after(said);
      return claim.doneAt <= now && claim.doneAt >= after(previous);
    }),
  );
});
