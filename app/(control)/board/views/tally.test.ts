import assert from "node:assert/strict";
import { test } from "node:test";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { mostNamed, tallyOf } from "./tally.ts";

const now = Date.parse("2026-11-29T12:00:00Z");

function open(number: string, urgency: number, due: string | null, unit = "1单元"): Ticket {
  const plate = { zh: { building: "3栋", unit }, en: { building: "Bldg 3" } };
  const dueAt = due === null ? null : `2026-11-29T${due}:00.000Z`;
  return { number, urgency, dueAt, plate, status: "triaged" } as unknown as Ticket;
}

test("a building names its gravest jobs, and of equal ones those that are due first", () => {
  const [a, b, c, d, e, f] = [
    open("a", 3, "18:00"),
    open("b", 2, "20:00"),
    open("c", 3, null),
    open("d", 1, "23:00"),
    open("e", 2, "11:00", "2单元"),
    open("f", 4, "11:30"),
  ];
  const done = { ...open("g", 1, "10:00"), status: "done" } as Ticket;
  const tally = tallyOf([a!, b!, c!, d!, done, e!, f!], now).get("3栋");
  assert.deepEqual(
    tally?.named.map((each) => each.number),
    ["d", "e", "b", "a"],
  );
  assert.equal(tally?.named.length, mostNamed);
  assert.deepEqual([tally?.total, tally?.late, tally?.worst], [6, 2, 1]);
  assert.deepEqual(tally?.units.get("2单元"), { total: 1, worst: 2 });
});
