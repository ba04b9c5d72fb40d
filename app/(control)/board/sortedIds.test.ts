import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { SortedIds } from "./sortedIds.ts";

test("after any puts and drops the list is what sorting would give", () => {
  const step = fc.record({ id: fc.nat(30).map(String), key: fc.nat(9).map(String), drop: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const index = new SortedIds();
      const model = new Map<string, string>();
      for (const { id, key, drop } of steps) {
        if (drop) {
          assert.equal(index.drop(id), model.delete(id));
        } else {
          assert.equal(index.put(id, key), model.get(id) !== key);
          model.set(id, key);
        }
      }
      const sorted = [...model].sort(([a, x], [b, y]) => (x === y ? (a < b ? -1 : 1) : x < y ? -1 : 1));
      assert.deepEqual(
        [...index.list],
        sorted.map(([id]) => id),
      );
    }),
  );
});
