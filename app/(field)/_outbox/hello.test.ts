import assert from "node:assert/strict";
import { test } from "node:test";
import { helloDue } from "./hello.ts";

const minute = 60_000;

test("a phone says that it is there every half hour, or when what it says has changed, however often it is opened", () => {
  const nothing = { unsent: 0 };
  assert.equal(helloDue(null, nothing, 0), true);
  const said = { ...nothing, at: 10 * minute };
  assert.equal(helloDue(said, nothing, 11 * minute), false, "opened again");
  assert.equal(helloDue(said, nothing, 39 * minute), false);
  assert.equal(helloDue(said, nothing, 40 * minute), true);
  assert.equal(helloDue(said, { unsent: 2, oldest: "2026-03-01T08:00:00.000Z" }, 11 * minute), true);
  const two = { unsent: 2, oldest: "2026-03-01T08:00:00.000Z", at: 10 * minute };
  assert.equal(helloDue(two, { unsent: 2, oldest: "2026-03-01T08:00:00.000Z" }, 11 * minute), false);
  assert.equal(helloDue(two, { unsent: 2, oldest: "2026-03-01T09:00:00.000Z" }, 11 * minute), true);
  assert.equal(helloDue({ ...nothing, at: 99 * minute }, nothing, 11 * minute), true, "its clock went back");
});
