import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Call, isBlank, newCall } from "./call.ts";
import { heardFrom, keepInStore, readStore, type Store } from "./callStore.ts";
import { type Calls, filedOf, heardOf, opened, readCalls, rungIn } from "./calls.ts";

/** The store of a browser with windows: what one writes, each other one hears of when the test lets it. */
class Browser implements Store {
  readonly kept = new Map<string, string>();
  readonly windows: Window[] = [];
  get length() {
    return this.kept.size;
  }
  key(at: number) {
    return [...this.kept.keys()][at] ?? null;
  }
  getItem(key: string) {
    return this.kept.get(key) ?? null;
  }
  setItem(key: string, words: string) {
    this.kept.set(key, words);
  }
  removeItem(key: string) {
    this.kept.delete(key);
  }
}

class Window {
  calls: Calls;
  readonly unheard: Array<{ key: string; newValue: string | null }> = [];
  readonly browser: Browser;
  constructor(browser: Browser) {
    this.browser = browser;
    this.calls = readStore(browser, "op");
    browser.windows.push(this);
  }
  change(next: Calls) {
    const before = new Map(this.browser.kept);
    keepInStore(this.browser, "op", this.calls, next);
    this.calls = next;
    const touched = new Set([...before.keys(), ...this.browser.kept.keys()]);
    for (const key of touched) {
      const newValue = this.browser.getItem(key);
      if (newValue === (before.get(key) ?? null)) continue;
      for (const other of this.browser.windows) if (other !== this) other.unheard.push({ key, newValue });
    }
  }
  hear() {
    for (const change of this.unheard.splice(0)) {
      const what = heardFrom("op", change);
      if (what) this.calls = heardOf(this.calls, what.key, what.call);
    }
  }
  say(number: string) {
    const { all, at } = this.calls;
    this.change({ ...this.calls, all: all.map((call) => (call.key === at ? { ...call, number } : call)) });
  }
  numbers() {
    return this.calls.all.filter((call) => !isBlank(call)).map((call) => call.number);
  }
}

test("two windows of one operator: what is typed in one is a tab of the other, and nothing is written over", () => {
  const browser = new Browser();
  const [one, two] = [new Window(browser), new Window(browser)];
  one.say("1");
  // The other window has not heard of it yet, and writes too.
  two.say("2");
  assert.deepEqual(
    readStore(browser, "op")
      .all.map((call) => call.number)
      .sort(),
    ["1", "2"],
  );
  one.hear();
  two.hear();
  assert.deepEqual(
    [one.numbers().sort(), two.numbers().sort()],
    [
      ["1", "2"],
      ["1", "2"],
    ],
  );
  const mine = two.calls.at;
  one.change(filedOf(one.calls));
  two.hear();
  assert.deepEqual([two.numbers(), two.calls.at], [["2"], mine], "what is filed there is gone here");
});

test("the call that is ended in the other window leaves a free line here", () => {
  const browser = new Browser();
  const one = new Window(browser);
  one.say("1");
  const two = new Window(browser);
  assert.equal(two.calls.at, one.calls.at);
  one.change(filedOf(one.calls));
  two.hear();
  assert.equal(two.calls.all.length, 1);
  assert.ok(isBlank(two.calls.all[0]!) && two.calls.at === two.calls.all[0]!.key);
});

test("a call that rings in both windows is one card in both", () => {
  const browser = new Browser();
  const [one, two] = [new Window(browser), new Window(browser)];
  const rung = { callId: "c1", number: "+8613800138000", startedAt: "2026-03-01T08:00:00.000Z" };
  one.change(rungIn(one.calls, rung));
  two.change(rungIn(two.calls, rung));
  one.hear();
  two.hear();
  for (const window of [one, two]) assert.deepEqual(window.numbers(), ["13800138000"]);
  one.change(filedOf(one.calls));
  two.hear();
  assert.deepEqual([two.numbers(), rungIn(two.calls, rung)], [[], two.calls], "and it does not come again");
});

test("the calls that lay in one drawer before are found", () => {
  const browser = new Browser();
  const call = { ...newCall(), number: "1" };
  browser.setItem("mendline.calls.op", JSON.stringify({ all: [call], at: call.key }));
  const window = new Window(browser);
  assert.deepEqual(window.calls, readCalls({ all: [call], at: call.key }));
  window.change(opened(window.calls));
  assert.deepEqual(new Window(browser).numbers(), ["1"]);
});

test("property: whatever three windows do and whenever they hear of it, no call is lost but by filing it", () => {
  const move = fc.record({
    window: fc.integer({ min: 0, max: 2 }),
    what: fc.constantFrom("open", "say", "file", "hear", "crash"),
  });
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
      const browser = new Browser();
      for (let n = 0; n < 3; n++) new Window(browser);
      const said = new Map<string, string>();
      let count = 0;
      for (const { window: at, what } of moves) {
        const window = browser.windows[at]!;
        const on = window.calls.all.find((call): call is Call => call.key === window.calls.at)!;
        if (what === "say") {
          // Nobody types in a call of which the other window has just heard that it is over.
          window.hear();
          said.set(window.calls.at, `n${++count}`);
          window.say(`n${count}`);
        } else if (what === "file") {
          said.delete(on.key);
          window.change(filedOf(window.calls));
        } else if (what === "open") window.change(opened(window.calls));
        else if (what === "hear") window.hear();
        else {
          window.unheard.length = 0;
          window.calls = readStore(browser, "op");
        }
      }
      const kept = readStore(browser, "op").all.filter((call) => !isBlank(call));
      assert.deepEqual(kept.map((call) => call.number).sort(), [...said.values()].sort());
    }),
  );
});
