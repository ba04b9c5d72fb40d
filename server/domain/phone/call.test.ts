import assert from "node:assert/strict";
import { test } from "node:test";
import { callOf, type PhoneFact } from "./call.ts";

const blank = { number: null, seconds: null, recording: null };
const facts: PhoneFact[] = [
  { ...blank, event: "new_call", at: "2026-03-01T08:00:00.000Z", number: "+8613800138000" },
  { ...blank, event: "answered", at: "2026-03-01T08:00:07.000Z" },
  { ...blank, event: "hung_up", at: "2026-03-01T08:01:10.000Z", number: "+8613900139000" },
  { ...blank, event: "recorded", at: "2026-03-01T08:02:00.000Z", recording: "rec/77" },
];

function permutations<T>(of: T[]): T[][] {
  if (of.length < 2) return [of];
  return of.flatMap((one, index) => permutations(of.toSpliced(index, 1)).map((rest) => [one, ...rest]));
}

test("a call is the same in whatever order its events come", () => {
  for (const order of permutations(facts))
    assert.deepEqual(callOf(order), {
      number: "+8613800138000",
      startedAt: "2026-03-01T08:00:00.000Z",
      answeredAt: "2026-03-01T08:00:07.000Z",
      endedAt: "2026-03-01T08:01:10.000Z",
      seconds: 63,
      recording: "rec/77",
    });
});

test("what is not there yet is open; a call that nobody answered had no length; the system's own count wins", () => {
  const [rung, answered, over] = facts as [PhoneFact, PhoneFact, PhoneFact];
  assert.equal(callOf([answered]).startedAt, answered.at);
  assert.equal(callOf([rung, answered]).seconds, null);
  assert.equal(callOf([rung, over]).seconds, 0);
  assert.equal(callOf([rung, answered, { ...over, seconds: 59 }]).seconds, 59);
  assert.equal(
    callOf([
      { ...answered, at: over.at },
      { ...over, at: answered.at },
    ]).seconds,
    0,
  );
});
