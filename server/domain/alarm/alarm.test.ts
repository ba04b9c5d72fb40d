import assert from "node:assert/strict";
import { test } from "node:test";
import type { Status } from "../ticket/status.ts";
import type { UrgencyLevel } from "../ticket/ticket.ts";
import { dutyAt } from "./duty.ts";
import { type AlarmKind, alarmKinds, alarmsFor, byRank } from "./kind.ts";
import { type Skilled, shortfallOf } from "./shortfall.ts";

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
});

const skilled = (id: string, more: Partial<Skilled> = {}): Skilled => ({
  id,
  certifiedUntil: "2027-01-01",
  siteIds: ["here"],
  onShiftUntil: null,
  nextShift: null,
  ...more,
});

test("the shortfall names the next shift, who can be called in and who can be lent", () => {
  const found = shortfallOf(
    { skill: "lift", certificate: true },
    "here",
    [
      skilled("late", { nextShift: "2026-11-23T20:00:00.000Z" }),
      skilled("next", { nextShift: "2026-11-23T10:00:00.000Z" }),
      skilled("never"),
      skilled("lapsed", { certifiedUntil: "2026-11-22", nextShift: "2026-11-23T09:00:00.000Z" }),
      skilled("present without", { certifiedUntil: null, onShiftUntil: soon }),
      skilled("neighbour", { siteIds: ["there"], onShiftUntil: soon }),
      skilled("neighbour asleep", { siteIds: ["there"], nextShift: soon }),
    ],
    now,
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
  });
});
