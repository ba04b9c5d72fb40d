import assert from "node:assert/strict";
import { test } from "node:test";
import { rankCandidates, type TechnicianNow, type WhyNot } from "../dispatch/candidate.ts";
import type { Status } from "../ticket/status.ts";
import type { UrgencyLevel } from "../ticket/ticket.ts";
import { dutyAt, dutyBy } from "./duty.ts";
import { type AlarmKind, alarmKinds, alarmsFor, byRank } from "./kind.ts";
import { freeOf, type Skilled, shortfallOf } from "./shortfall.ts";

const now = "2026-11-23T08:00:00.000Z";
const past = "2026-11-23T07:59:00.000Z";
const soon = "2026-11-23T08:30:00.000Z";
const since = "2026-11-23T07:59:30.000Z";

type Row = [Status, UrgencyLevel, string | null, boolean, number | null, AlarmKind[]];
const rows: Row[] = [
  ["received", 1, soon, true, 2, ["danger"]],
  ["received", 1, soon, false, 2, ["danger"]],
  ["received", 2, soon, false, 2, []],
  ["received", 2, soon, true, 2, ["danger"]],
  ["received", 3, past, true, 0, []],
  ["triaged", 2, soon, false, 0, ["nobody"]],
  ["triaged", 1, past, true, 0, ["danger", "nobody", "unanswered"]],
  ["dispatched", 1, soon, true, null, ["danger"]],
  ["dispatched", 2, past, false, null, ["unanswered"]],
  ["accepted", 1, soon, true, null, []],
  ["accepted", 1, past, true, null, ["overdue"]],
  ["en_route", 2, past, false, null, ["overdue"]],
  ["on_site", 1, past, true, null, []],
  ["paused", 1, past, true, null, []],
  ["done", 1, null, true, null, []],
  ["cancelled", 1, null, true, null, []],
];
for (const [status, urgency, dueAt, danger, eligible, wanted] of rows) {
  test(`${status}, urgency ${urgency}, ${dueAt === past ? "late" : "in time"}, danger ${danger}, ${eligible} eligible`, () => {
    const found = alarmsFor({ status, urgency, dueAt, statusSince: since }, { danger, eligible }, now);
    assert.deepEqual(
      alarmKinds.filter((kind) => found[kind]),
      wanted,
    );
  });
}

test("where nobody looked who could go, nothing is said of it", () => {
  const ticket = { status: "received", urgency: 1, dueAt: soon, statusSince: since } as const;
  assert.equal(alarmsFor(ticket, { danger: true, eligible: null }, now).nobody, null);
});

const clock = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();
type Waiting = [string, Status, UrgencyLevel, number, number, boolean, AlarmKind[]];
const waiting: Waiting[] = [
  ["a quarter of an hour before", "triaged", 2, -120, 15, false, ["soon"]],
  ["a minute earlier nothing is said", "triaged", 2, -120, 16, false, []],
  ["of five minutes the last half", "received", 2, -3, 2, false, ["soon"]],
  ["and not from the first minute", "received", 2, -1, 4, false, []],
  ["who has it has been warned himself", "dispatched", 2, -1, 3, false, []],
  ["a danger rings already", "triaged", 1, -3, 1, false, ["danger"]],
  ["routine work is not warned of", "triaged", 3, -120, 1, false, []],
  ["late is late and no longer soon", "triaged", 2, -120, -1, false, ["unanswered"]],
  ["five minutes of silence", "dispatched", 2, -5, 60, false, ["silent"]],
  ["less is patience", "dispatched", 2, -4, 60, false, []],
  ["two minutes where life is in danger", "dispatched", 1, -2, 60, false, ["danger", "silent"]],
  ["routine work may wait for its answer", "dispatched", 3, -600, 60, false, []],
  ["he has answered", "accepted", 2, -60, 60, false, []],
  ["the one who was sent said no", "triaged", 2, -1, 60, true, ["declined"]],
  ["somebody else is sent", "dispatched", 2, -1, 60, true, []],
  ["routine work that was declined waits", "triaged", 3, -1, 60, true, []],
];
for (const [name, status, urgency, from, due, declined, wanted] of waiting) {
  test(`${name}: ${status}, urgency ${urgency}, for ${-from} min, due in ${due}`, () => {
    const ticket = { status, urgency, dueAt: clock(due), statusSince: clock(from) };
    const found = alarmsFor(ticket, { danger: false, eligible: 1, declined }, now);
    assert.deepEqual(
      alarmKinds.filter((kind) => found[kind]),
      wanted,
    );
  });
}

test("what rings comes first, then the gravest, then what waits longest", () => {
  const ringing = (kind: AlarmKind, raisedAt: string, acknowledgedAt: string | null = null) => ({
    kind,
    raisedAt,
    acknowledgedAt,
  });
  const list = [
    ringing("danger", past, past),
    ringing("overdue", past),
    ringing("nobody", soon),
    ringing("unanswered", past),
    ringing("danger", soon),
  ];
  assert.deepEqual(
    list.sort(byRank).map((each) => each.kind),
    ["danger", "unanswered", "nobody", "overdue", "danger"],
  );
});

test("duty follows the shifts: within one, between two, without any", () => {
  const day = { from: "2026-11-23T00:00:00.000Z", until: "2026-11-23T12:00:00.000Z" };
  const night = { from: "2026-11-23T12:00:00.000Z", until: "2026-11-24T00:00:00.000Z" };
  assert.deepEqual(dutyAt([day], now), { state: "on", until: day.until });
  assert.deepEqual(dutyAt([night], now), { state: "off", until: null });
  assert.deepEqual(dutyAt([], now), { state: "unrostered", until: null });
  assert.equal(dutyAt([day], day.until).state, "off", "the last instant is outside");
  assert.deepEqual(
    dutyAt([night, day], now),
    { state: "on", until: night.until },
    "shifts that touch are one",
  );
});

test("a device that hears nothing more knows that a shift has ended", () => {
  const until = "2026-11-23T12:00:00.000Z";
  const on = { state: "on", until } as const;
  assert.deepEqual(dutyBy(on, Date.parse(until) - 1), on);
  assert.deepEqual(dutyBy(on, Date.parse(until)), { state: "off", until: null });
  const always = { state: "unrostered", until: null } as const;
  assert.deepEqual(dutyBy(always, Date.parse(until)), always);
});

const skilled = (id: string, more: Partial<Skilled> = {}): Skilled => ({
  id,
  level: 2,
  certifiedUntil: "2027-01-01",
  siteIds: ["here"],
  onShiftUntil: null,
  nextShift: null,
  away: false,
  room: true,
  ...more,
});
const lift = { skill: "lift", level: 2, minutes: 60, certificate: true, urgency: 2, arriveBy: null } as const;

test("the shortfall names the next shift, who can be called in and who can be lent", () => {
  const found = shortfallOf(
    lift,
    "here",
    [
      skilled("late", { nextShift: "2026-11-23T20:00:00.000Z" }),
      skilled("next", { nextShift: "2026-11-23T10:00:00.000Z" }),
      skilled("never"),
      skilled("lapsed", { certifiedUntil: "2026-11-22", nextShift: "2026-11-23T09:00:00.000Z" }),
      skilled("present without", { certifiedUntil: null, onShiftUntil: soon }),
      skilled("neighbour", { siteIds: ["there"], onShiftUntil: soon }),
      skilled("neighbour asleep", { siteIds: ["there"], nextShift: soon }),
      skilled("neighbour ill", { siteIds: ["there"], onShiftUntil: soon, away: true }),
      skilled("neighbour full", { siteIds: ["there"], onShiftUntil: soon, room: false }),
      skilled("neighbour helper", { siteIds: ["there"], onShiftUntil: soon, level: 1 }),
      skilled("ill at home", { nextShift: "2026-11-23T09:30:00.000Z", away: true }),
      skilled("helper", { nextShift: "2026-11-23T09:40:00.000Z", level: 1 }),
    ],
    [],
    now.slice(0, 10),
  );
  assert.deepEqual(found, {
    skill: "lift",
    certificate: true,
    until: "2026-11-23T10:00:00.000Z",
    uncertified: 1,
    callIn: [
      { id: "next", from: "2026-11-23T10:00:00.000Z" },
      { id: "late", from: "2026-11-23T20:00:00.000Z" },
      { id: "never", from: null },
    ],
    lend: [{ id: "neighbour", siteId: "there", until: soon }],
    level: 2,
    causes: [],
    soonest: null,
    overrule: [],
  });
});

test("every cause has its name, and what would help: whom to overrule, and who has room first", () => {
  const here = (id: string, more: Partial<TechnicianNow> = {}): TechnicianNow => ({
    id,
    skills: [{ skill: "lift", level: 2, certifiedUntil: "2027-01-01" }],
    shiftUntil: "2026-11-24T00:00:00.000Z",
    capacityMinutes: 300,
    openMinutes: 0,
    openJobs: 0,
    jobsThisWeek: 0,
    visitsHere: 0,
    hadIt: null,
    held: [],
    restWay: null,
    today: now.slice(0, 10),
    ...more,
  });
  const lacks = (level: number, certifiedUntil: string | null) => ({
    skills: [{ skill: "lift" as const, level, certifiedUntil }],
  });
  type Row = [
    string,
    TechnicianNow[],
    Array<[WhyNot, number]>,
    string[],
    { id: string; minutes: number } | null,
  ];
  const rows: Row[] = [
    ["nobody of the trade", [here("a", { skills: [] }), here("b", { shiftUntil: null })], [], [], null],
    [
      "all full: the one with the least too much has room first",
      [here("a", { openMinutes: 290 }), here("b", { openMinutes: 250 })],
      [["over_capacity", 2]],
      ["b", "a"],
      { id: "b", minutes: 10 },
    ],
    [
      "the shift ends too soon",
      [here("a", { shiftUntil: "2026-11-23T08:30:00.000Z" })],
      [["shift_too_short", 1]],
      ["a"],
      null,
    ],
    ["nobody with the level", [here("a", lacks(1, "2027-01-01"))], [["level_too_low", 1]], [], null],
    ["the certificate has ended", [here("a", lacks(2, "2026-11-22"))], [["no_certificate", 1]], [], null],
    ["never had one", [here("a", lacks(3, null))], [["no_certificate", 1]], [], null],
    [
      "ill and on a break",
      [here("a", { away: "ill" }), here("b", { away: "break" })],
      [
        ["on_break", 1],
        ["left", 1],
      ],
      [],
      null,
    ],
    ["the home said no", [here("a", { keptAway: true })], [["kept_away", 1]], [], null],
    ["declined it", [here("a", { hadIt: "declined" })], [["declined_it", 1]], ["a"], null],
    ["elsewhere at the agreed time", [here("a", { notFreeThen: true })], [["not_free_then", 1]], ["a"], null],
    [
      "full and gone counts once, as gone",
      [here("a", { openMinutes: 290, away: "off" })],
      [["left", 1]],
      [],
      null,
    ],
  ];
  for (const [name, crew, causes, overrule, soonest] of rows) {
    const ranked = rankCandidates(lift, crew, now);
    assert.deepEqual(freeOf(ranked, []), [], name);
    const found = shortfallOf(lift, "here", [], ranked, now.slice(0, 10));
    assert.deepEqual(
      found.causes,
      causes.map(([why, count]) => ({ why, count })),
      name,
    );
    assert.deepEqual(
      found.overrule?.map((each) => each.id),
      overrule,
      name,
    );
    assert.deepEqual(found.soonest, soonest, name);
  }
  const free = rankCandidates(lift, [here("a"), here("b", { openMinutes: 290 }), here("c")], now);
  assert.deepEqual(freeOf(free, ["a"]), ["c"], "whoever had it and lost it is not asked again by a machine");
});
