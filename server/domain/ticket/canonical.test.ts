import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { canonicalEvent, sortedJson } from "./canonical.ts";

const event = {
  ticketId: "018f0000-0000-7000-8000-000000000001",
  ticketVersion: 2,
  type: "assigned",
  actor: { kind: "staff", id: "018f0000-0000-7000-8000-000000000002", role: "dispatcher" },
  at: "2026-11-23T06:20:00.000Z",
  data: { technicianId: "018f0000-0000-7000-8000-000000000003" },
  patch: { status: "dispatched", dueAt: null },
  wordsHash: "",
};

const table: Array<[string, unknown, string]> = [
  ["keys in order", { b: 1, a: 2 }, '{"a":2,"b":1}'],
  ["deep keys in order", { x: { d: 1, c: [{ z: 1, y: 2 }] } }, '{"x":{"c":[{"y":2,"z":1}],"d":1}}'],
  ["absent values left out", { a: undefined, b: null }, '{"b":null}'],
  ["arrays keep their order", [3, 1, 2], "[3,1,2]"],
  ["Chinese and quotes", { 名: '3栋"2单元"' }, '{"名":"3栋\\"2单元\\""}'],
];
for (const [name, value, text] of table) test(name, () => assert.equal(sortedJson(value), text));

/** The same content with every object's keys turned round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, turned(inner)] as const);
  return Object.fromEntries(entries.toReversed());
}

test("the order of keys does not matter", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => assert.equal(sortedJson(turned(value)), sortedJson(value))),
  );
});

test("what is written reads back as the same content", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      assert.deepEqual(JSON.parse(sortedJson(value)), JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("every part of an event counts", () => {
  const whole = canonicalEvent(event);
  assert.equal(canonicalEvent(turned(event) as typeof event), whole);
  for (const key of Object.keys(event) as Array<keyof typeof event>) {
    const other = { ...event, [key]: typeof event[key] === "object" ? { other: 1 } : `${event[key]}1` };
    assert.notEqual(canonicalEvent(other as typeof event), whole, key);
  }
});
