import assert from "node:assert/strict";
import { test } from "node:test";
import type { Status } from "../ticket/status.ts";
import { type Counted, type Crew, type Figures, figuresOf } from "./figures.ts";

const now = Date.parse("2026-11-23T08:00:00.000Z");
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
const none: Figures = { urgent: 0, unassigned: 0, late: 0, soon: 0, free: 0, there: 0, open: 0 };

const ticket = (more: Partial<Counted> = {}): Counted => ({
  status: "received",
  urgency: 3,
  technicianId: null,
  dueAt: at(90),
  incidentId: null,
  leadsIncident: false,
  ...more,
});
const member = { incidentId: "i", leadsIncident: false };
const held = (status: Status) => ticket({ status, technicianId: "a" });
const who = (more: Partial<Crew> = {}): Crew => ({
  id: "a",
  shift: { from: at(-60), until: at(60) },
  away: false,
  ...more,
});

test("table: what counts as what", () => {
  const rows: Array<[words: string, tickets: Counted[], crew: Crew[], Partial<Figures>]> = [
    ["nothing", [], [], {}],
    ["a report that waits", [ticket()], [], { unassigned: 1, open: 1 }],
    ["due within half an hour", [ticket({ dueAt: at(29) })], [], { unassigned: 1, open: 1, soon: 1 }],
    ["due in half an hour", [ticket({ dueAt: at(30) })], [], { unassigned: 1, open: 1 }],
    ["late", [ticket({ dueAt: at(-1) })], [], { unassigned: 1, open: 1, late: 1 }],
    ["due this instant is not late yet", [ticket({ dueAt: at(0) })], [], { unassigned: 1, open: 1, soon: 1 }],
    ["a danger", [ticket({ urgency: 1, dueAt: null })], [], { urgent: 1, unassigned: 1, open: 1 }],
    ["done owes nothing", [ticket({ status: "done", urgency: 1, dueAt: at(-9) })], [], {}],
    ["closed owes nothing", [ticket({ status: "closed", urgency: 1, dueAt: at(-9) })], [], {}],
    [
      "what waits under an incident is counted once, as the incident's own work",
      [
        ticket({ incidentId: "i", leadsIncident: true, urgency: 1, dueAt: at(-1) }),
        ticket({ ...member, urgency: 1, dueAt: at(-1) }),
        ticket({ ...member, dueAt: at(5) }),
      ],
      [],
      { urgent: 1, unassigned: 1, late: 1, open: 1 },
    ],
    [
      "what somebody holds counts, in an incident too",
      [ticket({ ...member, status: "on_site", technicianId: "a", dueAt: at(-1) })],
      [who()],
      { late: 1, open: 1, there: 1 },
    ],
    ["who has nothing in hand is free", [], [who()], { free: 1, there: 1 }],
    ["who has is there and busy", [held("dispatched")], [who()], { open: 1, there: 1 }],
    ["who has done it is free", [held("done")], [who()], { free: 1, there: 1 }],
    ["a break is not free", [], [who({ away: true })], {}],
    ["before the shift", [], [who({ shift: { from: at(1), until: at(60) } })], {}],
    ["when it begins", [], [who({ shift: { from: at(0), until: at(60) } })], { free: 1, there: 1 }],
    ["when it ends", [], [who({ shift: { from: at(-60), until: at(0) } })], {}],
    ["without a shift", [], [who({ shift: null })], {}],
  ];
  for (const [words, tickets, crew, expected] of rows)
    assert.deepEqual(figuresOf(tickets, crew, now), { ...none, ...expected }, words);
});
