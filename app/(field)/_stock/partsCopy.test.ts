import assert from "node:assert/strict";
import { test } from "node:test";
import { partsDue } from "./partsCopy.ts";

test("the parts of every job are asked for, opened or not, and again when it moved or after a while", () => {
  const now = 100_000;
  const kept: Record<string, { version?: number; at?: number }> = {
    same: { version: 2, at: now - 10 },
    moved: { version: 1, at: now - 10 },
    old: { version: 2, at: now - 2_000 },
    ahead: { version: 2, at: now + 5 },
    earlierApp: {},
  };
  const jobs = ["same", "moved", "old", "ahead", "earlierApp", "never"].map((id) => ({ id, version: 2 }));
  const due = partsDue(jobs, (id) => kept[id] ?? null, now, 1_000);
  assert.deepEqual(due, ["moved", "old", "ahead", "earlierApp", "never"]);
  const many = Array.from({ length: 60 }, (_, n) => ({ id: String(n), version: 1 }));
  assert.equal(partsDue(many, () => null, now, 1_000).length, 40);
});
