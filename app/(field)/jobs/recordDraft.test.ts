import assert from "node:assert/strict";
import { test } from "node:test";
import { blankRecord, missingIn } from "./recordDraft.ts";

test("a record wants its kind, what was found, what was done and the result, and nothing else", () => {
  assert.deepEqual(missingIn(blankRecord), ["measure", "found", "done", "result"]);
  const said = {
    ...blankRecord,
    measure: "fix",
    found: "loose",
    done: "tightened",
    result: "fixed",
  } as const;
  assert.deepEqual(missingIn(said), []);
  assert.deepEqual(missingIn({ ...said, found: " \n " }), ["found"]);
});
