import assert from "node:assert/strict";
import { test } from "node:test";
import { agoOf } from "./ago.ts";

const minute = 60_000;
const ten = Date.parse("2026-03-01T10:00:00.000Z");
/** Pressed at ten by the office's clock, on a phone that is so far ahead and knew that, or did not. */
const pressed = (ahead: number, known: number) => ({
  doneAt: new Date(ten + ahead - known).toISOString(),
  pressedAt: ten + ahead,
});
/** Five minutes later, with the phone so far ahead, and what it knows of that. */
const later = (ahead: number, known: number) => ({
  device: ten + 5 * minute + ahead,
  office: ten + 5 * minute + ahead - known,
});

test("how long ago it was is told right by a clock that is wrong, and by one that was put right in between", () => {
  const off = [-40 * minute, 40 * minute, 25 * 60 * minute];
  for (const ahead of off) {
    assert.equal(agoOf(pressed(ahead, 0), later(ahead, 0)), 5 * minute, "wrong all along, and nobody knew");
    assert.equal(
      agoOf(pressed(ahead, 0), later(ahead, ahead)),
      5 * minute,
      "the office has told it meanwhile",
    );
    assert.equal(
      agoOf(pressed(ahead, ahead), later(0, 0)),
      5 * minute,
      "known, and put right by the network",
    );
  }
  assert.equal(agoOf(pressed(0, 0), later(0, 0)), 5 * minute);
  assert.equal(agoOf(pressed(40 * minute, 0), later(0, 0)), 0, "no clock can tell: it is not called old");
  assert.equal(agoOf({ doneAt: "2026-03-01T10:00:00.000Z", pressedAt: undefined }, later(0, 0)), null);
});
