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
const passes = ticketMatcher(faults);
const ticket = {
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
    { siteId: "s", urgency: 2, stage: "on_site", category: "water", who: "li", late: true, at: "3栋" },
    { text: "017" },
    { text: "3栋 2单元" },
    { text: "DRIPPING" },
  ];
  for (const part of yes) assert.ok(passes(ticket, { ...noFilter, ...part }), JSON.stringify(part));
  const no: Array<Partial<Filter>> = [
    { siteId: "other" },
    { urgency: 1 },
    { stage: "unassigned" },
    { category: "power" },
    { who: "none" },
    { who: "zhang" },
    { incident: true },
    { at: "4栋" },
    { text: "4栋" },
  ];
  for (const part of no) assert.ok(!passes(ticket, { ...noFilter, ...part }), JSON.stringify(part));
  const early = { ...ticket, dueAt: new Date(Date.now() + 60_000).toISOString() };
  assert.ok(!passes(early, { ...noFilter, late: true }));
});

test("the address says the whole filter and nothing else, and what it cannot mean is no filter", () => {
  const filter: Filter = {
    siteId: "s",
    text: "漏水",
    urgency: 1,
    stage: "paused",
    category: "water",
    who: "none",
    late: true,
    incident: true,
    at: "3栋",
  };
  const query = new URLSearchParams("view=list");
  writeFilter(query, filter);
  assert.deepEqual(readFilter(query), filter);
  writeFilter(query, noFilter);
  assert.equal(query.toString(), "view=list");
  assert.deepEqual(readFilter(new URLSearchParams("urgency=9&state=lost&late=yes")), noFilter);
  assert.equal(isFiltered(noFilter), false);
  assert.equal(isFiltered({ ...noFilter, late: true }), true);
});
