import assert from "node:assert/strict";
import { test } from "node:test";
import { type Allowed, FocusKept, heldInPlace } from "./held.ts";

const nothing: Allowed = { leaves: () => false, enters: () => false };

test("while held a short list keeps its order and what has left it, and counts what waits", () => {
  const shown = ["a", "b", "c"];
  const held = heldInPlace(shown, ["d", "c", "a"], nothing);
  assert.equal(held.ids, shown, "the very same list, so that nobody draws it again");
  assert.equal(held.waiting, 1);
  assert.deepEqual(heldInPlace(shown, shown, nothing), { ids: shown, waiting: 0 });
});

test("what comes by the person's own hand comes in behind the others, and what he sent away goes", () => {
  const own: Allowed = { leaves: (id) => id === "b", enters: (id) => id === "d" };
  assert.deepEqual(heldInPlace(["a", "b", "c"], ["d", "e", "a", "c"], own), {
    ids: ["a", "c", "d"],
    waiting: 1,
  });
});

test("an urgent arrival is always let in, and never in front of one that is pointed at", () => {
  const urgent: Allowed = { leaves: () => false, enters: () => true };
  assert.deepEqual(heldInPlace(["a"], ["z", "a"], urgent), { ids: ["a", "z"], waiting: 0 });
});

test("of a list that moves only what has the focus stays, behind what it stood behind", () => {
  const kept = new FocusKept();
  const of = (list: string[], shown: string[], focused: string | null) =>
    kept.in(list, shown, focused, (id) => list.includes(id));
  const shown = ["a", "b", "c"];
  assert.deepEqual(of(["n", "a", "c"], shown, "b"), ["n", "a", "b", "c"]);
  assert.deepEqual(of(["n", "c"], shown, "b"), ["b", "n", "c"], "what it stood behind has gone as well");
  const list = ["a", "c"];
  assert.equal(of(list, shown, null), list);
  assert.equal(of(list, shown, "a"), list, "it is there anyway");
  assert.equal(of(list, shown, "x"), list, "it was not shown");
  const first = of(list, shown, "b");
  assert.equal(of(list, [...first], "b"), first, "the very same list, so that nobody draws it again");
});
