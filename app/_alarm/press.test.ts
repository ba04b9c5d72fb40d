import assert from "node:assert/strict";
import { test } from "node:test";
import { pressedFor } from "./press.ts";

const shown = (before: string | null) => ({ id: "gas", since: 1_000, before });
const rows: Array<[string, string | null, string[], number, string | null]> = [
  ["read, then pressed", "tap", ["gas", "tap"], 1_700, "gas"],
  ["it came as the key went down: the one before it is meant", "tap", ["gas", "tap"], 1_050, "tap"],
  ["the one before is gone: nothing unread is acknowledged", "tap", ["gas"], 1_050, null],
  ["there was none before", null, ["gas"], 1_699, null],
];
for (const [name, before, standing, at, wanted] of rows) {
  test(name, () => {
    const found = pressedFor(shown(before), (id) => standing.includes(id), at);
    assert.equal(found, wanted);
  });
}
