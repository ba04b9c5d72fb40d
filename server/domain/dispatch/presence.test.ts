import assert from "node:assert/strict";
import { test } from "node:test";
import { type AwayReason, endsBy, type Presence } from "./presence.ts";
import { stretchAt } from "./shifts.ts";

/** Hours of the first day, as ms. */
const h = (hours: number) => Date.parse("2026-11-23T16:00:00.000Z") + hours * 3_600_000;
const span = (from: number, until: number) => ({ from: h(from), until: h(until) });
/** Two days from eight to four, and a third. */
const days = [span(8, 16), span(32, 40), span(56, 64)];

test("what was said ends with the next stretch of shifts, an illness by somebody's word only", () => {
  type Row = [Exclude<Presence, "on">, AwayReason, number, typeof days, number | null, string];
  const rows: Row[] = [
    ["off", "shift_done", 15.8, days, 32, "he goes a little early"],
    ["off", "shift_done", 16.1, days, 32, "he says so when it is over"],
    ["off", "shift_done", 7.5, days, 8, "the night's shift is done, and the day's is another"],
    ["off", "private", 11, days, 32, "away for the rest of the day"],
    ["off", "private", 7, days, 32, "says at home that he does not come today"],
    ["off", "private", 18, days, 32, "says in the evening that he is off"],
    ["break", "meal", 12, days, 32, "a break that nobody ended"],
    ["break", "meal", 7.9, days, 8, "a break before work is over with it"],
    [
      "off",
      "called_away",
      11,
      [span(8, 16), span(16, 24), span(32, 40)],
      32,
      "two shifts that touch are one",
    ],
    ["off", "private", 11, [span(8, 12), span(13, 17)], 13, "a shift with a gap before it is another"],
    ["off", "private", 60, days, null, "no shift is planned"],
    ["ill", "unwell", 12, days, null, "an illness"],
    ["ill", "hurt", 15.9, days, null, "a hurt"],
  ];
  for (const [presence, reason, since, shifts, ends, why] of rows)
    assert.equal(endsBy({ presence, reason, since: h(since) }, shifts), ends === null ? null : h(ends), why);
});

test("who works from eight to four and from four to midnight is there the whole time", () => {
  const two = [span(16, 24), span(8, 16)];
  assert.deepEqual(stretchAt(two, h(9)), span(8, 24));
  assert.deepEqual(stretchAt(two, h(16)), span(8, 24));
  assert.equal(stretchAt(two, h(24)), undefined);
  assert.equal(stretchAt([span(8, 12), span(13, 17)], h(12.5)), undefined);
});
