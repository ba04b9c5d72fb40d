import assert from "node:assert/strict";
import { test } from "node:test";
import type { Status } from "#server/domain/ticket/status.ts";
import type { BoardEvent } from "#server/operations/board/since.ts";
import type { DayTicket } from "#server/operations/board/timeline.ts";
import { type DayFacts, patchedDay } from "./patchedDay.ts";

const at = (clock: string) => `2026-11-23T${clock}:00.000Z`;
const plate = { zh: {}, en: {} };
const facts: DayFacts = { id: "1", siteId: "s", number: "1", plate, faultCode: "tap", urgency: 3 };
const span = { until: at("23:59") };

function event(version: number, clock: string, status: Status, technicianId: string | null): BoardEvent {
  const patch = { status, statusSince: at(clock), technicianId };
  return {
    ...{ siteId: "s", seq: version, ticketId: "1", version, type: "undone", at: at(clock), byId: "d" },
    technicianId,
    patch,
  };
}
/** Accepted by Li at eight, at its third version. */
const accepted: DayTicket = {
  ...facts,
  version: 3,
  turns: [
    { at: at("07:50"), status: "received", technicianId: null, pauseReason: null },
    { at: at("07:55"), status: "dispatched", technicianId: "li", pauseReason: null },
    { at: at("08:00"), status: "accepted", technicianId: "li", pauseReason: null },
  ],
};
type Day = NonNullable<ReturnType<typeof patchedDay>>;
const day: Day = { ...span, tickets: new Map([["1", accepted]]) };
const last = (of: Day | null) => {
  const turn = of?.tickets.get("1")?.turns.at(-1);
  return turn && [turn.status, turn.technicianId];
};
const now = () => facts;

test("what an undo brings back is a turn of its own, although it bears the old moment", () => {
  const withdrawn = patchedDay(day, [event(4, "08:10", "received", null)], now);
  assert.deepEqual(last(withdrawn), ["received", null]);
  const again = patchedDay(withdrawn!, [event(5, "08:00", "accepted", "li")], now);
  assert.deepEqual(last(again), ["accepted", "li"]);
  const moved = patchedDay(again!, [event(6, "08:20", "dispatched", "zhang")], now);
  assert.deepEqual(last(moved), ["dispatched", "zhang"]);
  const back = patchedDay(moved!, [event(7, "08:00", "accepted", "li")], now);
  assert.deepEqual(last(back), ["accepted", "li"]);
});

test("what the answer already knew is not told twice, and a corrected fault is", () => {
  const heard = [event(2, "07:55", "dispatched", "li"), event(3, "08:00", "accepted", "li")];
  assert.equal(patchedDay(day, heard, now), null);
  const other = patchedDay(day, heard, () => ({ ...facts, faultCode: "pipe" }));
  assert.equal(other?.tickets.get("1")?.faultCode, "pipe");
  assert.equal(other?.tickets.get("1")?.turns.length, 3);
});

test("a job comes into the day with its first turn in somebody's hands, unless that lies after the day", () => {
  const empty: Day = { ...span, tickets: new Map() };
  assert.equal(patchedDay(empty, [event(1, "07:50", "received", null)], now), null);
  const sent = patchedDay(empty, [event(2, "07:55", "dispatched", "li")], now);
  assert.deepEqual(last(sent), ["dispatched", "li"]);
  assert.equal(sent?.tickets.get("1")?.version, 2);
  const heldOn = (day: string) => {
    const one = event(2, "07:55", "dispatched", "li");
    one.patch.statusSince = `${day}T07:55:00.000Z`;
    return patchedDay(empty, [one], now);
  };
  assert.deepEqual(last(heldOn("2026-11-22")), ["dispatched", "li"], "he has it when the day begins");
  assert.equal(heldOn("2026-11-24"), null);
});
