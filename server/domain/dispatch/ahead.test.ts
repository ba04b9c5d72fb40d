import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Left, layAhead } from "./ahead.ts";
import type { Span } from "./shifts.ts";

/** Hours from midnight of the first day. */
const hour = 3_600_000;
const span = (from: number, until: number): Span => ({ from: from * hour, until: until * hour });
const job = (id: string, hours: number, more: Partial<Left> = {}): Left => ({
  ...{ id, ms: hours * hour, begun: false, kept: false, rests: null },
  ...more,
});
const begun = { begun: true };
const kept = { kept: true };
const unknown = { rests: Number.POSITIVE_INFINITY };
const days = [span(8, 17), span(32, 41)];

function told(held: Left[], shifts: Span[], now: number) {
  const { laid, beyond } = layAhead(held, shifts, now * hour);
  const words = (list: typeof laid) =>
    list.map(({ id, from, until }) => `${id} ${from / hour}-${until / hour}`);
  return [words(laid), words(beyond)];
}

const cases: Array<
  [what: string, held: Left[], shifts: Span[], now: number, laid: string[], beyond: string[]]
> = [
  ["in its order, from now", [job("a", 1, begun), job("b", 2)], days, 10, ["a 10-11", "b 11-13"], []],
  ["begun work goes on in the next shift", [job("a", 3, begun)], days, 16, ["a 16-17", "a 32-34"], []],
  ["or is finished where no other shift is known", [job("a", 3, begun)], [span(8, 17)], 16, ["a 16-19"], []],
  ["who is nearly done stays for it", [job("a", 1.25, begun)], days, 16, ["a 16-17.25"], []],
  [
    "what he has not begun by then goes back to the desk",
    [job("a", 1, begun), job("b", 1), job("c", 1)],
    days,
    16,
    ["a 16-17"],
    ["b 17-18", "c 18-19"],
  ],
  ["what he would begin in time he has begun", [job("a", 2)], days, 16, ["a 16-17", "a 32-33"], []],
  [
    "but what is kept for him goes on",
    [job("a", 1), job("b", 1, kept)],
    days,
    16,
    ["a 16-17", "b 32-33"],
    [],
  ],
  ["a pause with an end, within the shift", [job("a", 1, { rests: 12 * hour })], days, 10, ["a 12-13"], []],
  ["a pause until the next day", [job("a", 1, { rests: 34 * hour })], days, 10, ["a 34-35"], []],
  [
    "a pause without one lasts longer than this shift",
    [job("a", 1, unknown), job("b", 1)],
    days,
    10,
    ["b 10-11", "a 32-33"],
    [],
  ],
  [
    "before a shift nothing is begun",
    [job("a", 1), job("b", 1, unknown)],
    days,
    20,
    ["a 32-33", "b 33-34"],
    [],
  ],
  ["whoever is at it after his shift goes on", [job("a", 1, begun)], days, 18, ["a 18-19"], []],
  ["a shift over midnight is one", [job("a", 1)], [span(20, 24), span(24, 28)], 23.75, ["a 23.75-24.75"], []],
  ["without a shift it simply goes on", [job("a", 1, begun), job("b", 1)], [], 10, ["a 10-11"], ["b 11-12"]],
  ["of one that rests nothing is known then", [job("a", 1, unknown)], [], 10, [], []],
  [
    "who stays is not yet at the next",
    [job("a", 1.25, begun), job("b", 1, unknown)],
    [span(8, 12), span(12.125, 16)],
    11,
    ["a 11-12.25", "b 12.25-13.25"],
    [],
  ],
  ["longer than a shift", [job("a", 12, begun)], days, 8, ["a 8-17", "a 32-35"], []],
];
for (const [what, held, shifts, now, laid, beyond] of cases)
  test(what, () => assert.deepEqual(told(held, shifts, now), [laid, beyond]));

test("property: nobody is at two jobs at once, nothing lies before now, and no work is made or lost", () => {
  const minutes = fc.integer({ min: 1, max: 600 });
  const left = fc.record({
    ms: minutes.map((each) => each * 60_000),
    begun: fc.boolean(),
    kept: fc.boolean(),
    rests: fc.option(fc.constantFrom(11 * hour, 30 * hour, 33 * hour, Number.POSITIVE_INFINITY)),
  });
  // Rested work is not begun, and who has begun comes first.
  const held = fc
    .array(left, { maxLength: 8 })
    .map((list) =>
      list
        .map((each, n): Left => ({ ...each, id: String(n), begun: each.begun && each.rests === null }))
        .sort((a, b) => Number(b.begun) - Number(a.begun)),
    );
  const shifts = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 360 }), fc.integer({ min: 1, max: 40 })), { maxLength: 12 })
    .map((list) => list.map(([from, quarters]) => span(from / 4, (from + quarters) / 4)));
  const endless = span(100, 1_000);
  fc.assert(
    fc.property(held, shifts, fc.integer({ min: 0, max: 99 }), (held, shifts, at) => {
      const now = at * hour;
      const { laid, beyond } = layAhead(held, [...shifts, endless], now);
      const all = [...laid, ...beyond];
      assert.ok(all.every((each) => each.from >= now && each.from < each.until));
      const inOrder = laid.toSorted((a, b) => a.from - b.from);
      for (const [n, each] of inOrder.entries())
        if (n > 0) assert.ok(inOrder[n - 1]!.until <= each.from, "one after the other");
      for (const { id, ms } of held) {
        const mine = all.filter((each) => each.id === id);
        const sum = mine.reduce((total, each) => total + each.until - each.from, 0);
        assert.equal(sum, ms);
      }
    }),
  );
});
