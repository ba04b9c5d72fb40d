import assert from "node:assert/strict";
import { test } from "node:test";
import { inTurn, nextUp } from "./nextUp.ts";
import type { Status } from "./status.ts";

const at = (hour: number) => new Date(Date.UTC(2026, 2, 1, hour)).toISOString();
const job = (
  id: string,
  due: number | null,
  more: { status?: Status; agreed?: number; back?: number } = {},
) => ({
  ticket: {
    id,
    status: more.status ?? "accepted",
    dueAt: due === null ? null : at(due),
    backAt: more.back === undefined ? null : at(more.back),
  },
  agreed: more.agreed === undefined ? null : { from: at(more.agreed) },
});
const ids = (day: ReturnType<typeof job>[]) => inTurn(day).map(({ ticket }) => ticket.id);

test("a day goes by the agreed time where there is one, else by what is promised", () => {
  assert.deepEqual(ids([job("late", 20), job("agreed", 11, { agreed: 15 }), job("soon", 13)]), [
    "soon",
    "agreed",
    "late",
  ]);
  assert.deepEqual(ids([job("never", null), job("b", 9), job("a", 9)]), ["a", "b", "never"]);
  assert.deepEqual(ids([job("parts", 9, { status: "paused", back: 16 }), job("other", 12)]), [
    "other",
    "parts",
  ]);
});

test("what waits is not the next thing to do while something else can be done", () => {
  const parts = job("parts", 9, { status: "paused" });
  const due = job("due", 12);
  assert.equal(nextUp([parts, due], at(8))?.ticket.id, "due");
  assert.equal(nextUp([parts], at(8))?.ticket.id, "parts", "alone it is still shown");
  const back = job("back", 9, { status: "paused", back: 10 });
  assert.equal(nextUp([back, due], at(11))?.ticket.id, "back", "its wait is over");
  assert.equal(nextUp([back, due], at(9))?.ticket.id, "due");
  const there = job("there", 20, { status: "on_site" });
  assert.equal(nextUp([due, there], at(8))?.ticket.id, "there", "what he is at goes before all");
  assert.equal(nextUp([], at(8)), undefined);
});
