import assert from "node:assert/strict";
import { test } from "node:test";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import {
  type Filter,
  isFiltered,
  noFilter,
  readFilter,
  ticketMatcher,
  writeFilter,
} from "./filterTickets.ts";

const faults = new Map([["tap", { nameZh: "水龙头漏水", nameEn: "Dripping tap", categoryCode: "water" }]]);
const people = new Map([["li", { name: "李建国", nameLatin: "Li Jianguo" }]]);
const passes = ticketMatcher(faults, () => people);
const ticket = {
  id: "t",
  siteId: "s",
  number: "CH-261123-017",
  urgency: 2,
  status: "on_site",
  faultCode: "tap",
  technicianId: "li",
  incidentId: null,
  plate: { zh: { building: "3栋", unit: "2单元", room: "1802" }, en: { building: "Bldg 3" } },
  dueAt: new Date(Date.now() - 60_000).toISOString(),
} as unknown as Ticket;

test("each part of the filter lets through what it asks for, and all of them together", () => {
  const yes: Array<Partial<Filter>> = [
    {},
    {
      siteIds: ["s"],
      urgencies: [2],
      stages: ["on_site"],
      categories: ["water"],
      who: ["li"],
      late: true,
      at: "3栋",
    },
    { siteIds: ["other", "s"], urgencies: [1, 2], stages: ["paused", "on_site"] },
    { categories: ["power", "water"], who: ["none", "li"] },
    { text: "李建" },
    { text: "li jianguo" },
    { text: "017" },
    { text: "3栋 2单元" },
    { text: "DRIPPING" },
  ];
  for (const part of yes) assert.ok(passes(ticket, { ...noFilter, ...part }), JSON.stringify(part));
  const no: Array<Partial<Filter>> = [
    { siteIds: ["other"] },
    { urgencies: [1, 3] },
    { stages: ["unassigned", "done"] },
    { categories: ["power", "lift"] },
    { who: ["none"] },
    { who: ["zhang", "none"] },
    { text: "张" },
    { incident: true },
    { at: "4栋" },
    { text: "4栋" },
  ];
  for (const part of no) assert.ok(!passes(ticket, { ...noFilter, ...part }), JSON.stringify(part));
  const early = { ...ticket, dueAt: new Date(Date.now() + 60_000).toISOString() };
  assert.ok(!passes(early, { ...noFilter, late: true }));
});

test("paused with nobody on it, a job is among what nobody has and among what is paused", () => {
  const left = { ...ticket, status: "paused" as const, technicianId: null };
  for (const stage of ["unassigned", "paused"] as const) {
    assert.ok(passes(left, { ...noFilter, stages: [stage] }), stage);
    const held = passes({ ...left, technicianId: "li" }, { ...noFilter, stages: [stage] });
    assert.equal(held, stage === "paused", stage);
  }
  assert.ok(passes(left, { ...noFilter, who: ["none"] }));
});

test("the address says the whole filter and nothing else, and what it cannot mean is no filter", () => {
  const filter: Filter = {
    siteIds: ["s", "t"],
    text: "漏水",
    urgencies: [1, 2],
    stages: ["accepted", "paused"],
    categories: ["water", "power"],
    who: ["none", "li"],
    late: true,
    incident: true,
    at: "3栋",
  };
  const query = new URLSearchParams("view=list");
  writeFilter(query, filter);
  assert.equal(query.get("urgency"), "1,2");
  assert.deepEqual(readFilter(query), filter);
  writeFilter(query, noFilter);
  assert.equal(query.toString(), "view=list");
  assert.deepEqual(readFilter(new URLSearchParams("urgency=9&state=lost&late=yes")), noFilter);
  const known = new Map([["s", {}]]);
  assert.deepEqual(readFilter(new URLSearchParams("site=x,s"), known).siteIds, ["s"]);
  assert.deepEqual(readFilter(new URLSearchParams("site=x"), known), noFilter, "every site");
  assert.equal(isFiltered(noFilter), false);
  assert.equal(isFiltered({ ...noFilter, urgencies: [3] }), true);
  assert.equal(isFiltered({ ...noFilter, late: true }), true);
});

test("a link of the time when each question had one answer still means the same", () => {
  const old = readFilter(new URLSearchParams("site=s&urgency=2&state=paused&trade=water&who=none"));
  assert.deepEqual(old, {
    ...noFilter,
    siteIds: ["s"],
    urgencies: [2],
    stages: ["paused"],
    categories: ["water"],
    who: ["none"],
  });
});
