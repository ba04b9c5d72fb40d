import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isBlank, newCall } from "./call.ts";
import {
  type Calls,
  filedOf,
  heldNext,
  moreOf,
  mostCalls,
  opened,
  readCalls,
  restoredOf,
  rungIn,
} from "./calls.ts";

const said = (number: string) => ({ ...newCall(), number });

test("a second call is beside the first, and the first comes back as it was", () => {
  const first = said("13800138000");
  const two = opened({ all: [first], at: first.key });
  assert.equal(two.all.length, 2);
  assert.notEqual(two.at, first.key);
  assert.deepEqual(opened(two), two, "a blank line is not doubled");
  const back = heldNext(two);
  assert.equal(back.at, first.key);
  assert.deepEqual(back.all[0], first);
});

test("a call that was answered opens its card once, with its number, and takes nothing from the others", () => {
  const first = said("13900139000");
  const rung = { callId: "c1", number: "+8613800138000", startedAt: "2026-03-01T08:00:00.000Z" };
  const two = rungIn({ all: [first], at: first.key }, rung);
  const card = two.all.find((call) => call.key === two.at)!;
  assert.deepEqual([card.callId, card.number, card.startedAt], ["c1", "13800138000", rung.startedAt]);
  assert.deepEqual(two.all[0], first);
  assert.equal(rungIn(two, rung), two);
  assert.equal(rungIn(filedOf(two), rung).all.length, 2, "not again once it was filed");
  const kept = readCalls(JSON.parse(JSON.stringify(two)));
  assert.deepEqual(kept, two, "and not again after a crash");
  const many = Array.from({ length: mostCalls }, (_, index) => said(String(index)));
  assert.equal(
    rungIn({ all: many, at: many[0]!.key }, rung).all.length,
    mostCalls + 1,
    "there is always room",
  );
  const line = rungIn(readCalls(null), { ...rung, number: "+861088886666" });
  assert.deepEqual(
    line.all.map((call) => call.number),
    ["+861088886666"],
    "in place of a blank one",
  );
});

test("a filed call leaves the others and a free line", () => {
  const [one, two] = [said("1"), said("2")];
  const after = filedOf({ all: [one, two], at: two.key });
  assert.deepEqual(after.all[0], one);
  assert.ok(isBlank(after.all.find((call) => call.key === after.at)!));
});

test("a call that is filed while another is on the line goes alone, and the one on the line stays word for word", () => {
  const [one, two] = [said("1"), said("2")];
  const after = filedOf({ all: [one, two], at: two.key }, one.key);
  assert.deepEqual(after, { all: [two], at: two.key });
  assert.deepEqual(filedOf(after, one.key), after, "and once");
});

test("a call that was put aside comes back beside what is being said, not over it", () => {
  const [aside, now] = [said("1"), said("2")];
  assert.deepEqual(restoredOf({ all: [now], at: now.key }, aside), { all: [now, aside], at: aside.key });
  const blank = newCall();
  assert.deepEqual(restoredOf({ all: [blank], at: blank.key }, aside), { all: [aside], at: aside.key });
});

test("whatever was kept is read as calls, and one is always on the line", () => {
  for (const kept of [null, undefined, 3, "x", {}, { all: 1 }, { all: [null, { a: 1 }], at: "?" }]) {
    const calls = readCalls(kept);
    assert.equal(calls.all.length, 1);
    assert.equal(calls.all[0]!.key, calls.at);
  }
  const one = said("1");
  assert.deepEqual(readCalls(JSON.parse(JSON.stringify({ all: [one], at: one.key }))).all, [one]);
});

test("property: no key ever loses a call that something was said in, but by filing it", () => {
  const moves = fc.array(fc.constantFrom("open", "hold", "say", "file"), { maxLength: 60 });
  fc.assert(
    fc.property(moves, (all) => {
      let calls: Calls = readCalls(null);
      const words = new Set<string>();
      let count = 0;
      for (const move of all) {
        const now = calls.all.find((call) => call.key === calls.at)!;
        if (move === "say") {
          words.delete(now.number);
          const number = `n${++count}`;
          words.add(number);
          calls = { ...calls, all: calls.all.map((call) => (call === now ? { ...call, number } : call)) };
        } else if (move === "file") {
          words.delete(now.number);
          calls = filedOf(calls);
        } else calls = move === "open" ? opened(calls) : heldNext(calls);
        assert.ok(calls.all.length <= mostCalls && calls.all.some((call) => call.key === calls.at));
      }
      const kept = new Set(calls.all.map((call) => call.number).filter((number) => number !== ""));
      assert.deepEqual(kept, words);
    }),
  );
});

test("one more from the same caller keeps who, where and the call, asks the rest anew, and has a key of its own", () => {
  const told = {
    ...said("13800138000"),
    callId: "c1",
    reporterId: "p1",
    contactName: "王丽",
    place: { id: "h1", plate: { zh: {}, en: {} } },
    startedAt: "2026-03-01T08:00:00.000Z",
    faultCode: "tap-dripping",
    urgency: 2 as const,
    description: "漏水",
    placeWords: "厨房",
  };
  const after = moreOf(filedOf({ all: [told], at: told.key }), told);
  assert.equal(after.all.length, 1, "in place of the blank one");
  const [more] = after.all;
  assert.equal(after.at, more!.key);
  assert.notEqual(more!.key, told.key);
  const { number, callId, reporterId, contactName, place, startedAt } = told;
  assert.deepEqual(more, {
    ...newCall(),
    key: more!.key,
    number,
    callId,
    reporterId,
    contactName,
    place,
    startedAt,
  });
});
