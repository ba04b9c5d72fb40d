import assert from "node:assert/strict";
import { test } from "node:test";
import { statuses } from "./status.ts";
import { urgePause, urgeRefusal } from "./urge.ts";

const now = "2026-03-01T08:00:00.000Z";
const ago = (minutes: number) => new Date(Date.parse(now) - minutes * 60_000).toISOString();

test("urging makes sense while work is owed, and only then", () => {
  const may = statuses.filter((status) => urgeRefusal({ status }, null, false, now) === null);
  assert.deepEqual(may, ["received", "triaged", "dispatched", "accepted", "en_route", "on_site", "paused"]);
});

test("the home waits half an hour between two urges, to the second; a call at the desk is always put on record", () => {
  const ticket = { status: "dispatched" } as const;
  assert.equal(urgeRefusal(ticket, ago(urgePause), false, now), null);
  const early = urgeRefusal(ticket, ago(urgePause - 1), false, now);
  assert.deepEqual([early?.code, early?.params?.seconds], ["WAIT", 60]);
  assert.equal(urgeRefusal(ticket, ago(0), true, now), null);
});
