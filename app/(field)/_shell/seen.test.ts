import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { forgetSeen, forgetSeenOfOthers } from "./seen.ts";

const was = Object.getOwnPropertyDescriptor(globalThis, "localStorage");
const names = (person: string) => [
  `mendline.stock.${person}`,
  `mendline.parts.${person}`,
  `mendline.field.presence.${person}`,
  `mendline.field.calls.${person}.t1`,
  `mendline.field.slots.${person}`,
  `mendline.field.hello.${person}`,
];
const own = ["mendline.record.a.t1", "mendline.field.clock", "mendline.push/jobs"];
let store: Record<string, string>;

beforeEach(() => {
  store = Object.create({
    removeItem(this: Record<string, string>, key: string) {
      delete this[key];
    },
  }) as Record<string, string>;
  for (const name of [...names("a"), ...names("b"), ...own]) store[name] = "{}";
  Object.defineProperty(globalThis, "localStorage", { value: store, configurable: true });
});
afterEach(() => {
  if (was) Object.defineProperty(globalThis, "localStorage", was);
  else Reflect.deleteProperty(globalThis, "localStorage");
});

test("when somebody else is signed in, what the phone remembers for others goes, and nothing that is unsent", () => {
  forgetSeenOfOthers("b");
  assert.deepEqual(Object.keys(store).sort(), [...names("b"), ...own].sort());
});

test("signing out forgets what was seen, whoever saw it", () => {
  forgetSeen();
  assert.deepEqual(Object.keys(store).sort(), [...own].sort());
});
