import assert from "node:assert/strict";
import { test } from "node:test";
import { isRefusal } from "../refusal.ts";
import { readTyped, typedAt } from "./typed.ts";

const newYork = "America/New_York";
const said = (typed: string, timeZone = newYork) => {
  const read = readTyped(typed, timeZone);
  return isRefusal(read) ? read.code : read;
};

test("a typed time is the site's, there and back", () => {
  assert.deepEqual(said("2026-11-24T09:30"), ["2026-11-24T14:30:00.000Z"]);
  assert.deepEqual(said("2026-11-24T09:30", "Asia/Shanghai"), ["2026-11-24T01:30:00.000Z"]);
  for (const zone of [newYork, "Asia/Shanghai", "Asia/Kathmandu", "UTC"])
    for (const typed of ["2026-03-29T12:00", "2026-10-25T12:00", "2028-02-29T00:00"])
      assert.equal(typedAt((said(typed, zone) as string[])[0]!, zone), typed, `${zone} ${typed}`);
});

test("the minute that the clocks skip is none, and the one they show twice is two", () => {
  assert.equal(said("2026-03-08T02:30"), "NO_SUCH_TIME");
  assert.deepEqual(said("2026-03-08T03:00"), ["2026-03-08T07:00:00.000Z"]);
  assert.deepEqual(said("2026-11-01T01:30"), ["2026-11-01T05:30:00.000Z", "2026-11-01T06:30:00.000Z"]);
  assert.deepEqual(said("2026-11-01T02:00"), ["2026-11-01T07:00:00.000Z"]);
});

test("what is no time is none", () => {
  for (const typed of [
    "",
    "soon",
    "2026-02-30T08:00",
    "2026-13-01T08:00",
    "2026-01-01T24:30",
    "12026-01-01T08:00",
  ])
    assert.equal(said(typed), "BAD_TIME", typed);
});
