import assert from "node:assert/strict";
import { test } from "node:test";
import { grouped, type Placed } from "./group.ts";

let count = 0;
const alarm = (more: Partial<Placed> = {}): Placed => {
  const id = `${count++}`;
  return {
    id,
    ticketId: `ticket ${id}`,
    kind: "nobody",
    raisedAt: "2026-11-23T08:00:00.000Z",
    buildingId: "3",
    placeId: `home ${id}`,
    atHome: true,
    faultCode: "pipe-burst",
    category: "water",
    ...more,
  };
};
const counts = (alarms: Placed[], flood = false) =>
  grouped(alarms, flood).map(({ others }) => 1 + others.length);
const twice = (more: Partial<Placed>, other: Partial<Placed>) => counts([alarm(more), alarm(other)]);

test("fourteen reports of one burst riser are one alarm", () => {
  const riser = Array.from({ length: 14 }, (_, n) =>
    alarm({ kind: "danger", raisedAt: new Date(Date.UTC(2026, 10, 23, 8, n)).toISOString() }),
  );
  assert.deepEqual(counts(riser), [14]);
});

test("what is one matter, and what is not", () => {
  assert.deepEqual(twice({}, { faultCode: "pipe-drips" }), [2], "one kin of fault");
  assert.deepEqual(twice({}, { category: "lift" }), [1, 1], "another kin");
  assert.deepEqual(twice({}, { buildingId: "5" }), [1, 1], "another building");
  assert.deepEqual(twice({ buildingId: null }, { buildingId: null }), [1, 1], "outside of buildings");
  assert.deepEqual(twice({}, { raisedAt: "2026-11-23T08:30:00.000Z" }), [2], "within half an hour");
  assert.deepEqual(twice({}, { raisedAt: "2026-11-23T08:30:01.000Z" }), [1, 1], "later than that");
  assert.deepEqual(
    twice({ ticketId: "one" }, { ticketId: "one", kind: "overdue", raisedAt: "2026-11-23T12:00:00.000Z" }),
    [2],
    "of one ticket, whenever",
  );
});

test("two lifts with somebody in each are two dangers, and a danger is never under something lesser", () => {
  const trapped = { kind: "danger", atHome: false, faultCode: "lift-trapped", category: "lift" } as const;
  assert.deepEqual(twice({ ...trapped, placeId: "lift 1" }, { ...trapped, placeId: "lift 2" }), [1, 1]);
  assert.deepEqual(twice({ ...trapped, placeId: "lift 1" }, { ...trapped, placeId: "lift 1" }), [2]);
  assert.deepEqual(twice({ kind: "danger" }, { kind: "danger", faultCode: "gas" }), [1, 1], "another fault");
  assert.deepEqual(twice({ kind: "danger" }, {}), [1, 1]);
});

test("in a flood a building is one line, but for its dangers", () => {
  const all = [alarm({ kind: "danger" }), alarm(), alarm({ category: "lift" }), alarm({ buildingId: "5" })];
  assert.deepEqual(counts(all, true), [1, 2, 1]);
  assert.deepEqual(counts(all), [1, 1, 1, 1]);
});
