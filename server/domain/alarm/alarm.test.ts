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
    const found = alarmsFor({ status, urgency, dueAt }, { danger, eligible }, now);
    assert.deepEqual(
      alarmKinds.filter((kind) => found[kind]),
      wanted,
    );
  });
}

test("where nobody looked who could go, nothing is said of it", () => {
  const ticket = { status: "received", urgency: 1, dueAt: soon } as const;
  assert.equal(alarmsFor(ticket, { danger: true, eligible: null }, now).nobody, null);
});

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
