import assert from "node:assert/strict";
import { test } from "node:test";
import { readDay, readView } from "./view.ts";

test("what is no view and no day in the address is the first view and today", () => {
  assert.equal(readView("timeline"), "timeline");
  assert.equal(readView("clock"), "lanes");
  assert.equal(readDay("2026-02-28"), "2026-02-28");
  for (const word of [
    null,
    "",
    "abc",
    "2026-02-30",
    "2026-13-01",
    "9999-12-31",
    "0000-01-01",
    "2026-2-3",
    "20260203",
  ])
    assert.equal(readDay(word), null, String(word));
});
