import assert from "node:assert/strict";
import { test } from "node:test";
import type { Turn } from "#server/domain/dispatch/dayTrack.ts";
import type { Status } from "#server/domain/ticket/status.ts";
import type { DayTicket } from "#server/operations/board/timeline.ts";
import { dayRows } from "./dayRows.ts";
import { nextRun, runKey } from "./timelineKeys.ts";

const midnight = Date.parse("2026-11-22T16:00:00.000Z");
const at = (hour: number, minute = 0) => midnight + (hour * 60 + minute) * 60_000;
const iso = (ms: number) => new Date(ms).toISOString();
const span = { from: midnight, until: at(24) };
const turn = (ms: number, status: Status, technicianId: string | null = "li"): Turn => ({
  at: iso(ms),
  status,
  technicianId,
  pauseReason: null,
});
function job(id: string, turns: Turn[]): [string, DayTicket] {
  const plate = { zh: {}, en: {} };
  return [
    id,
    { id, siteId: "s", number: id, plate, faultCode: "tap", urgency: 3, version: turns.length, turns },
  ];
}
const known = {
  minutes: () => 40,
  due: (id: string) => id,
  backAt: (): string | null => null,
  returns: (): string | null | undefined => undefined,
};
/** A day without any time that was agreed. */
const plain = { agreed: [], booked: [], near: true, span };
const shifts = [{ technicianId: "li", from: iso(at(8)), until: iso(at(17)) }];

test("what was done lies where it was, what is at hand goes on to its usual end, the rest follows from there", () => {
  const tickets = new Map([
    job("1", [turn(at(9), "en_route"), turn(at(9, 15), "on_site"), turn(at(10), "done")]),
    job("2", [turn(at(10, 5), "en_route"), turn(at(10, 20), "on_site")]),
    job("4", [turn(at(10, 10), "dispatched")]),
    job("3", [turn(at(10, 12), "accepted")]),
  ]);
  const rows = dayRows({ ...plain, tickets, shifts, now: at(10, 30) }, known);
  const row = rows.get("li")!;
  const clock = (ms: number) => Math.round((ms - midnight) / 60_000);
  assert.deepEqual(
    row.runs.map(({ ticket, pieces }) => [
      ticket.id,
      ...pieces.map((p) => `${p.kind} ${clock(p.from)}-${clock(p.until)}`),
    ]),
    [
      ["1", "travel 540-555", "work 555-600"],
      ["2", "travel 605-620", "work 620-630", "ahead 630-660"],
      ["3", "ahead 660-700"],
      ["4", "ahead 700-740"],
    ],
  );
  assert.equal(row.worked, 55);
  assert.equal(row.lines, 1);
});

test("what was heard since the clock last ticked has begun", () => {
  const arrived = at(10, 30) + 4_000;
  const tickets = new Map([job("1", [turn(at(10, 10), "en_route"), turn(arrived, "on_site")])]);
  const rows = dayRows({ ...plain, tickets, shifts, now: at(10, 30) }, known);
  assert.deepEqual(
    rows.get("li")!.runs.map(({ pieces }) => pieces.map((p) => [p.kind, p.from, p.until])),
    [
      [
        ["travel", at(10, 10), arrived],
        ["work", arrived, arrived],
        ["ahead", arrived, arrived + 40 * 60_000],
      ],
    ],
  );
});

test("an agreed time lies where it was agreed, today and on days to come, and not in the order of what is due", () => {
  const tickets = new Map([job("1", [turn(at(9), "accepted")]), job("2", [turn(at(9), "accepted")])]);
  const agreed = [{ ticketId: "1", technicianId: "li", from: iso(at(14)), until: iso(at(15)) }];
  const booked = [{ ticketId: "1", from: iso(at(14)) }];
  const piecesOn = (hour: number) =>
    dayRows({ ...plain, tickets, shifts, agreed, booked, now: at(hour) }, known)
      .get("li")!
      .runs.map(
        ({ ticket, pieces }) => `${ticket.id} ${pieces[0]!.kind} ${(pieces[0]!.from - midnight) / 3_600_000}`,
      );
  assert.deepEqual(piecesOn(10), ["2 ahead 10", "1 agreed 14"]);
  assert.deepEqual(piecesOn(-10), ["2 ahead 8", "1 agreed 14"], "a day that is yet to come");
  assert.deepEqual(piecesOn(16), ["1 agreed 14", "2 ahead 16"]);
  const missed = dayRows({ ...plain, tickets, shifts, agreed, now: at(16) }, known).get("li")!;
  assert.deepEqual(
    missed.runs.filter(({ ticket }) => ticket.id === "1").map(({ pieces }) => pieces[0]!.kind),
    ["agreed", "ahead"],
    "a time that went by, and he still has it",
  );
  const elsewhere = [{ ticketId: "1", from: iso(at(40)) }];
  const today = dayRows({ ...plain, tickets, shifts, booked: elsewhere, now: at(10) }, known).get("li")!;
  assert.deepEqual(
    today.runs.map(({ ticket }) => ticket.id),
    ["2"],
    "agreed for tomorrow",
  );
});

test("what is begun today and not done by the end of the shift is expected in the next one, what is not begun is not", () => {
  const jobs: Array<[string, Turn[]]> = [
    ["begun", [turn(at(16, 50), "on_site")]],
    ["parts", [{ ...turn(at(15), "paused"), pauseReason: "parts" }]],
    ["owner", [{ ...turn(at(15), "paused"), pauseReason: "owner" }]],
    ["late", [{ ...turn(at(15), "paused"), pauseReason: "weather" }]],
    ["booked", [turn(at(9), "accepted")]],
    ["waits", [turn(at(9), "accepted")]],
    ["done", [turn(at(15), "on_site"), turn(at(15, 30), "done")]],
  ];
  const tickets = new Map(jobs.map(([id, turns]) => job(id, turns)));
  const both = [...shifts, { technicianId: "li", from: iso(at(32)), until: iso(at(41)) }];
  const booked = [{ ticketId: "booked", from: null }];
  const tomorrow = { from: span.until, until: at(48) };
  const backAt = (id: string) => ({ owner: iso(at(34)), late: iso(at(56)) })[id] ?? null;
  const due = (id: string) => String(jobs.findIndex(([each]) => each === id));
  const at1655 = { ...plain, tickets, shifts: both, booked, now: at(16, 55) };
  const long = { ...known, minutes: () => 90, backAt, due };
  const row = dayRows({ ...at1655, span: tomorrow }, long).get("li")!;
  assert.deepEqual(
    row.runs.map(({ ticket, pieces }) => [
      ticket.id,
      ...pieces.map(
        (p) =>
          `${p.kind} ${p.reason} ${(p.from - midnight) / 60_000 - 1440}-${(p.until - midnight) / 60_000 - 1440}`,
      ),
    ]),
    [
      ["begun", "ahead null 480-560"],
      ["booked", "ahead null 560-650"],
      ["parts", "ahead parts 650-740"],
      ["owner", "ahead owner 740-830"],
    ],
  );
  assert.equal(row.expected, 80 + 3 * 90);
  assert.equal(row.worked, 0);
  assert.deepEqual(row.shifts, [{ from: at(32), until: at(41) }], "only that day's");
  const today = dayRows(at1655, long).get("li")!;
  const begun = today.runs.find(({ ticket }) => ticket.id === "begun")!;
  assert.equal(begun.until, at(17), "the rest of it is drawn once");
  assert.ok(
    today.runs.some(({ ticket }) => ticket.id === "waits"),
    "what he will not come to is still drawn today",
  );
  assert.equal(dayRows({ ...at1655, near: false, span: tomorrow }, long).get("li")!.runs.length, 0);
  const left = new Map([...tickets].filter(([id]) => id === "begun" || id === "parts"));
  const runsOf = (returns: string | null) =>
    dayRows({ ...at1655, tickets: left, span: tomorrow }, { ...long, returns: () => returns })
      .get("li")!
      .runs.map(({ ticket }) => ticket.id);
  assert.deepEqual(runsOf(null), [], "he is ill");
  assert.deepEqual(runsOf(iso(at(32))), ["begun", "parts"], "he is back for his next shift");
});

test("a job in two parts of one day is one run", () => {
  const tickets = new Map([job("1", [turn(at(11, 50), "on_site")])]);
  const split = [
    { technicianId: "li", from: iso(at(8)), until: iso(at(12)) },
    { technicianId: "li", from: iso(at(13)), until: iso(at(17)) },
  ];
  const long = { ...known, minutes: () => 120 };
  const { runs } = dayRows({ ...plain, tickets, shifts: split, now: at(11, 55) }, long).get("li")!;
  assert.equal(runs.length, 1);
  assert.deepEqual(
    runs[0]!.pieces.map((p) => [p.kind, p.from, p.until]),
    [
      ["work", at(11, 50), at(11, 55)],
      ["ahead", at(11, 55), at(12)],
      ["ahead", at(13), at(14, 50)],
    ],
  );
});

test("what he comes to only after midnight stands at the end of the day, each on a line of its own", () => {
  const tickets = new Map([
    job("1", [turn(at(23), "en_route"), turn(at(23, 20), "on_site")]),
    job("2", [turn(at(23, 30), "dispatched")]),
    job("3", [turn(at(23, 31), "dispatched")]),
    job("4", [turn(at(23, 32), "accepted")]),
  ]);
  const row = dayRows({ ...plain, tickets, shifts: [], now: at(23, 40) }, known).get("li")!;
  const ends = row.runs.map(({ ticket, from, until }) => [ticket.id, from < at(24), until === at(24)]);
  assert.deepEqual(ends.map(([id]) => id).sort(), ["1", "2", "3", "4"], "none is lost");
  assert.ok(ends.filter(([, within]) => !within).length >= 2);
  const last = row.runs.filter(({ until }) => until === at(24));
  assert.equal(new Set(last.map(({ line }) => line)).size, last.length);
});

test("a day that is past has nothing ahead, and what ran over midnight is cut there", () => {
  const tickets = new Map([job("1", [turn(at(-1), "on_site"), turn(at(2), "done")])]);
  const rows = dayRows({ ...plain, tickets, shifts: [], near: false, now: at(30) }, known);
  const [run] = rows.get("li")!.runs;
  assert.deepEqual([run!.from, run!.until], [midnight, at(2)]);
  assert.equal(rows.get("li")!.worked, 120);
});

test("what goes on at the same time lies on lines of its own, and the arrows find the nearest", () => {
  const tickets = new Map([
    job("1", [
      turn(at(9), "on_site"),
      turn(at(9, 10), "paused"),
      turn(at(11), "on_site"),
      turn(at(12), "done"),
    ]),
    job("2", [turn(at(9, 30), "en_route"), turn(at(9, 40), "on_site"), turn(at(10), "done")]),
    job("3", [turn(at(9, 35), "on_site", "zhang"), turn(at(10), "done", "zhang")]),
  ]);
  const rows = dayRows({ ...plain, tickets, shifts, now: at(13) }, known);
  const li = rows.get("li")!;
  assert.equal(li.lines, 2);
  assert.deepEqual(
    li.runs.map((run) => run.line),
    [0, 1],
  );
  const zhang = rows.get("zhang")!;
  const people = ["li", "zhang"];
  const here = runKey("zhang", zhang.runs[0]!);
  const up = nextRun([li.runs, zhang.runs], people, here, "ArrowUp");
  assert.deepEqual(up, { row: 0, key: runKey("li", li.runs[1]!) });
  const right = nextRun([li.runs, zhang.runs], people, runKey("li", li.runs[0]!), "ArrowRight");
  assert.equal(right?.key, runKey("li", li.runs[1]!));
  assert.equal(nextRun([li.runs, zhang.runs], people, here, "Enter"), null);
});
