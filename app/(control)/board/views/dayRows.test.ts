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
  return [id, { id, siteId: "s", number: id, plate, faultCode: "tap", urgency: 3, turns }];
}
const known = { minutes: () => 40, due: (id: string) => id };
const shifts = [{ technicianId: "li", from: iso(at(8)), until: iso(at(17)) }];

test("what was done lies where it was, what is at hand goes on to its usual end, the rest follows from there", () => {
  const tickets = new Map([
    job("1", [turn(at(9), "en_route"), turn(at(9, 15), "on_site"), turn(at(10), "done")]),
    job("2", [turn(at(10, 5), "en_route"), turn(at(10, 20), "on_site")]),
    job("4", [turn(at(10, 10), "dispatched")]),
    job("3", [turn(at(10, 12), "accepted")]),
  ]);
  const rows = dayRows({ tickets, shifts, agreed: [], span, now: at(10, 30) }, known);
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
  const rows = dayRows({ tickets, shifts, agreed: [], span, now: at(10, 30) }, known);
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
  const piecesOn = (hour: number, of = span) =>
    dayRows({ tickets, shifts, agreed, span: of, now: at(hour) }, known)
      .get("li")!
      .runs.map(
        ({ ticket, pieces }) => `${ticket.id} ${pieces[0]!.kind} ${(pieces[0]!.from - midnight) / 3_600_000}`,
      );
  assert.deepEqual(piecesOn(10), ["2 ahead 10", "1 agreed 14"]);
  assert.deepEqual(piecesOn(-10), ["1 agreed 14"], "a day that is yet to come");
});

test("a day that is past has nothing ahead, and what ran over midnight is cut there", () => {
  const tickets = new Map([job("1", [turn(at(-1), "on_site"), turn(at(2), "done")])]);
  const rows = dayRows({ tickets, shifts: [], agreed: [], span, now: at(30) }, known);
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
  const rows = dayRows({ tickets, shifts, agreed: [], span, now: at(13) }, known);
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
