import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Status } from "../ticket/status.ts";
import { clusterHouseholds, clusters, countHouseholds, type Loose } from "./cluster.ts";
import { incidentLifecycle, incidentStatuses, incidentVerbs, isRunning, nextIncident } from "./incident.ts";
import { leadOf, mayWait } from "./lead.ts";
import { attaches, type FaultKind, faultKin, inScope, inTime, leastScope, scopePlate } from "./scope.ts";

const burst: FaultKind = {
  code: "pipe-burst",
  categoryCode: "plumbing",
  skill: "plumbing",
  reach: "riser",
  urgency: 2,
  danger: false,
};
const noWater: FaultKind = { ...burst, code: "no-water", reach: "building" };
const tap: FaultKind = { ...burst, code: "tap-dripping", reach: "home", urgency: 4 };
const sparks: FaultKind = { ...burst, code: "water-near-electrics", reach: "home", urgency: 1, danger: true };
const lift: FaultKind = {
  ...burst,
  code: "lift-stopped",
  categoryCode: "lifts",
  skill: "lift",
  reach: "building",
};

const spot = (room: string, unit = "2", building = "b3") => ({
  siteId: "s",
  placeId: `${building}-${unit}-${room}`,
  buildingId: building,
  unit,
});

test("an incident goes from open over asking to closed, is cancelled, or ends in another and comes back from there", () => {
  for (const status of incidentStatuses)
    for (const verb of incidentVerbs) {
      const to = incidentLifecycle[status][verb];
      const led = nextIncident(status, verb);
      if (to === undefined) assert.ok(typeof led === "object" && led.code === "STATE", `${status} ${verb}`);
      else assert.equal(led, to);
      const back = status === "merged" && verb === "unmerge";
      if (!isRunning(status) && !back) assert.equal(to, undefined, `${status} is the end`);
    }
});

test("which faults are one failure", () => {
  const table: Array<[FaultKind, FaultKind, boolean]> = [
    [burst, burst, true],
    [burst, noWater, true],
    [noWater, burst, true],
    [noWater, tap, false],
    [tap, tap, true],
    [noWater, sparks, false],
    [sparks, sparks, false],
    [noWater, lift, false],
    [noWater, { ...noWater, code: "street", urgency: 4 }, false],
  ];
  for (const [incident, report, same] of table)
    assert.equal(faultKin(incident, report), same, `${incident.code} ${report.code}`);
});

test("who is in scope", () => {
  const here = { siteId: "s", buildingId: "b3", unit: "2", placeId: "b3-2-1802" };
  const table = [
    ["site", spot("101", "1", "b9"), true],
    ["site", { ...spot("101"), siteId: "other" }, false],
    ["building", spot("101", "1"), true],
    ["building", spot("101", "1", "b9"), false],
    ["riser", spot("101", "2"), true],
    ["riser", spot("101", "1"), false],
    ["riser", { ...spot("101"), unit: null }, false],
    ["asset", spot("1802"), true],
    ["asset", spot("1702"), false],
  ] as const;
  for (const [scope, where, inside] of table)
    assert.equal(inScope({ ...here, scope }, where), inside, `${scope} ${where.placeId}`);
});

test("a report joins while the failure lasts, and not after it is fixed", () => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 23, 9, minutes)).toISOString();
  const open = { kind: "fault", status: "open", startsAt: at(0), expectedUntil: at(60) } as const;
  assert.equal(inTime(open, at(-120)), true, "reported before it was seen to begin");
  assert.equal(inTime(open, at(-121)), false);
  assert.equal(inTime(open, at(600)), true, "it lasts longer than was hoped");
  assert.equal(inTime({ ...open, status: "asking" }, at(5)), false);
  const planned = { ...open, kind: "planned" } as const;
  assert.equal(inTime(planned, at(-1)), false, "before the cut the water runs");
  assert.equal(inTime(planned, at(120)), true);
  assert.equal(inTime(planned, at(121)), false);
});

test("the whole rule", () => {
  const at = new Date(Date.UTC(2026, 10, 23, 9)).toISOString();
  const running = {
    siteId: "s",
    scope: "building",
    buildingId: "b3",
    unit: null,
    placeId: null,
    kind: "fault",
    status: "open",
    startsAt: at,
    expectedUntil: null,
    fault: noWater,
  } as const;
  assert.equal(attaches(running, { spot: spot("1", "1"), fault: burst, receivedAt: at }), true);
  assert.equal(attaches(running, { spot: spot("1", "1", "b4"), fault: burst, receivedAt: at }), false);
  assert.equal(attaches(running, { spot: spot("1", "1"), fault: sparks, receivedAt: at }), false);
});

test("the least scope that holds them all", () => {
  assert.equal(leastScope([spot("1"), spot("2")], "riser").scope, "riser");
  assert.equal(leastScope([spot("1"), spot("2", "1")], "riser").scope, "building");
  assert.equal(leastScope([spot("1")], "building").scope, "building");
  assert.equal(leastScope([spot("1"), spot("2", "1", "b9")], "riser").scope, "site");
  assert.equal(leastScope([spot("1"), spot("1")], "home").scope, "asset");
  const plate = scopePlate("riser", {
    zh: { site: "翠湖", building: "3栋", unit: "2单元", room: "1802" },
    en: { site: "Cuihu", building: "Bldg 3", unit: "Unit 2", room: "1802" },
  });
  assert.deepEqual(plate.zh, { site: "翠湖", building: "3栋", unit: "2单元" });
});

let counter = 0;
function loose(minute: number, room: string, fault = noWater, more: Partial<Loose> = {}): Loose {
  const where = more.spot ?? spot(room);
  return {
    ticketId: `t${String(counter++).padStart(4, "0")}`,
    receivedAt: new Date(Date.UTC(2026, 10, 23, 9, minute)).toISOString(),
    spot: where,
    fault,
    households: 1,
    householdKey: where.placeId,
    ...more,
  };
}

test("reports cluster by place, kin and time", () => {
  const five = [loose(0, "101"), loose(3, "201", burst), loose(8, "301"), loose(15, "401"), loose(20, "501")];
  const [one, ...none] = clusters(five);
  assert.equal(none.length, 0);
  assert.deepEqual([one!.households, one!.minutes, one!.faultCode], [5, 20, "no-water"]);
  assert.equal(one!.scope.scope, "building");
  assert.deepEqual(clusters(five.slice(0, 2)), [], "two homes are two homes");
  assert.deepEqual(
    clusters([loose(0, "1"), loose(70, "2"), loose(140, "3")]),
    [],
    "an hour apart is no cluster",
  );
  assert.deepEqual(clusters([loose(0, "1", tap), loose(1, "2", tap), loose(2, "3", tap)]), [], "three taps");
  assert.deepEqual(clusters([loose(0, "1"), loose(1, "1"), loose(2, "1")]), [], "one home, three times");
  assert.equal(
    clusters([loose(0, "1"), loose(1, "2", noWater, { households: 2 })]).length,
    1,
    "followers count",
  );
});

const looseArbitrary = fc
  .array(
    fc.record({
      minute: fc.integer({ min: 0, max: 200 }),
      room: fc.integer({ min: 1, max: 8 }).map(String),
      building: fc.constantFrom("b1", "b2"),
      fault: fc.constantFrom(burst, noWater, tap, sparks, lift),
      households: fc.integer({ min: 1, max: 4 }),
    }),
    { maxLength: 30 },
  )
  .map((all) =>
    all.map(({ minute, room, building, fault, households }, index) =>
      loose(minute, room, fault, {
        ticketId: `t${String(index).padStart(3, "0")}`,
        spot: spot(room, "2", building),
        households,
      }),
    ),
  );

test("no ticket is in two clusters, every cluster is large enough, and their order does not matter", () => {
  fc.assert(
    fc.property(looseArbitrary, fc.integer(), (all, seed) => {
      const found = clusters(all);
      const ids = found.flatMap((one) => one.ticketIds);
      assert.equal(new Set(ids).size, ids.length);
      for (const one of found) {
        const members = all.filter((ticket) => one.ticketIds.includes(ticket.ticketId));
        assert.ok(one.households >= clusterHouseholds);
        assert.equal(one.households, countHouseholds(members));
        for (const member of members) {
          assert.ok(!member.fault.danger);
          assert.ok(inScope(one.scope, member.spot), "the scope holds every member");
        }
      }
      const shuffled = [...all].sort(
        (a, b) => ((a.ticketId.charCodeAt(3) * seed) % 7) - ((b.ticketId.charCodeAt(3) * seed) % 7),
      );
      assert.deepEqual(clusters(shuffled), found);
    }),
    { numRuns: 200 },
  );
});

test("the work is what somebody is nearest to doing, then the most urgent, then the oldest", () => {
  const member = (id: string, status: Status, urgency: number, technicianId: string | null = null) => ({
    id,
    status,
    technicianId,
    urgency,
    receivedAt: `2026-11-23T09:00:0${id}Z`,
  });
  assert.equal(leadOf([member("1", "received", 2), member("2", "on_site", 4, "li")])?.id, "2");
  assert.equal(leadOf([member("1", "received", 3), member("2", "triaged", 2)])?.id, "2");
  assert.equal(leadOf([member("2", "received", 2), member("1", "received", 2)])?.id, "1");
  assert.equal(leadOf([member("1", "done", 1), member("2", "cancelled", 1)]), null);
  assert.equal(leadOf([member("1", "received", 3), member("2", "paused", 4, "li")])?.id, "2");
  assert.equal(
    leadOf([member("1", "received", 3), member("2", "paused", 4)])?.id,
    "1",
    "nobody is near to it",
  );
  const may = (status: Status, technicianId: string | null = "li") => mayWait({ status, technicianId });
  assert.ok(may("en_route") && !may("on_site") && !may("done") && !may("paused") && may("paused", null));
});
