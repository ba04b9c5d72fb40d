import assert from "node:assert/strict";
import { test } from "node:test";
import { afterNoAccess } from "./noAccess.ts";
import { type Reminder, reminderDue } from "./reminder.ts";

const from = "2026-11-26T06:00:00.000Z";
const before = (minutes: number) => new Date(Date.parse(from) - minutes * 60_000).toISOString();
const due = (now: number, agreed: number, sent: Reminder[] = []) =>
  reminderDue({ from, agreedAt: before(agreed), sent }, before(now));

test("a day before and an hour before, each once", () => {
  assert.equal(due(1441, 3000), null);
  assert.equal(due(1440, 3000), "day");
  assert.equal(due(1200, 3000, ["day"]), null);
  assert.equal(due(61, 3000, ["day"]), null);
  assert.equal(due(60, 3000, ["day"]), "hour");
  assert.equal(due(30, 3000, ["day", "hour"]), null);
});

test("whoever agrees late is not reminded of what they said just now", () => {
  assert.equal(due(1200, 1200), null, "agreed within the day: no word of the day");
  assert.equal(due(60, 1200), "hour");
  assert.equal(due(50, 50), null, "agreed within the hour: quiet");
  assert.equal(due(10, 60), null);
});

test("after a standstill the day's word is not said in the last hour, and none after the window began", () => {
  assert.equal(due(300, 3000), "day");
  assert.equal(due(40, 3000), "hour");
  assert.equal(due(0, 3000), null);
  assert.equal(due(-10, 3000, ["day"]), null);
});

test("nobody home twice, a wrong place, a hazard or no free time is the desk's", () => {
  const free = [{ from, until: before(-60) }];
  assert.deepEqual(afterNoAccess("nobody_opens", 1, free), { to: "owner", windows: free });
  assert.deepEqual(afterNoAccess("refused", 1, free), { to: "owner", windows: free });
  for (const [reason, visits, slots] of [
    ["nobody_opens", 2, free],
    ["wrong_place", 1, free],
    ["hazard", 1, free],
    ["refused", 1, []],
  ] as const)
    assert.deepEqual(afterNoAccess(reason, visits, slots), { to: "desk" }, reason);
});
