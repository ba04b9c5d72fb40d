import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isInHand, type Status, statuses } from "../ticket/status.ts";
import { goesBack, type Leaving, type Left } from "./leaving.ts";

const at = (hour: number) => `2026-11-24T${String(hour).padStart(2, "0")}:00:00.000Z`;
const ill: Leaving = { how: "ill" };
const off: Leaving = { how: "off", next: at(12) };
const over: Leaving = { how: "shift_over", next: at(12) };
const offForLong: Leaving = { how: "off", next: null };
const job = (status: Status, backAt: string | null = null, visit?: Left["visit"]): Left => ({
  status,
  backAt,
  visit,
});

test("table: what goes back when its technician is ill, off, or his shift is over", () => {
  const rows: Array<[Left, ill: boolean, off: boolean, over: boolean]> = [
    [job("dispatched"), true, true, true],
    [job("accepted"), true, true, true],
    [job("accepted", null, { from: at(14) }), true, true, false],
    [{ ...job("accepted"), overtime: true }, true, true, false],
    [job("en_route"), true, true, false],
    [job("on_site"), true, false, false],
    // To go on before he is there again, or past its time already.
    [job("paused", at(11)), true, true, true],
    [job("paused", at(1)), true, true, true],
    [job("paused", at(12)), true, false, false],
    [job("paused", at(14)), true, false, false],
    // Nobody can say when.
    [job("paused"), true, false, false],
    [job("paused", null, { from: null }), true, false, false],
    [job("paused", at(14), { from: at(14) }), true, false, false],
    // Agreed for a time at which he says that he is not there.
    [job("paused", at(10), { from: at(10) }), true, true, false],
    [job("done"), false, false, false],
    [job("closed"), false, false, false],
  ];
  for (const [left, ...wanted] of rows)
    assert.deepEqual(
      [ill, off, over].map((leaving) => goesBack(left, leaving)),
      wanted,
      JSON.stringify(left),
    );
});

test("of whom nobody knows when he is back, what is to go on at any time goes back", () => {
  assert.equal(goesBack(job("paused", at(23)), offForLong), true);
  assert.equal(goesBack(job("paused", at(23), { from: at(23) }), offForLong), true);
  assert.equal(goesBack(job("paused"), offForLong), false);
});

test("property: an ill one keeps nothing that is open, and nobody gives back more than he", () => {
  const hour = fc.option(fc.nat(23).map(at));
  fc.assert(
    fc.property(
      fc.constantFrom(...statuses),
      hour,
      fc.option(fc.record({ from: hour }), { nil: undefined }),
      fc.constantFrom("off" as const, "shift_over" as const),
      hour,
      (status, backAt, visit, how, next) => {
        const left = job(status, backAt, visit);
        assert.equal(goesBack(left, ill), isInHand({ status, technicianId: "a" }));
        if (goesBack(left, { how, next })) assert.ok(goesBack(left, ill));
        // The later he is back, the more of it goes on without him.
        if (goesBack(left, { how, next })) assert.ok(goesBack(left, { how, next: null }));
      },
    ),
  );
});
