import assert from "node:assert/strict";
import { test } from "node:test";
import { readPhone } from "#server/operations/phone.ts";
import { maybeWhole } from "./wholeNumber.ts";

const whole = [
  "13800138000",
  "+86 138 0013 8000",
  "0086-138-0013-8000",
  "１３８００１３８０００",
  "013800138000",
  "0571-8888 6666",
  "(021) 5550 1234",
  "+86 21 5550-1234",
  "010-8888 6666",
  "8613800138000",
];

test("a number is looked up with its last figure, in whatever form, and not with one before it", () => {
  for (const typed of whole) {
    assert.ok(maybeWhole(typed), typed);
    assert.notEqual(readPhone(typed), null, typed);
  }
  for (const mobile of ["13800138000", "+86 138 0013 8000", "0086-138-0013-8000"])
    for (let length = 1; length < mobile.length; length++)
      assert.equal(maybeWhole(mobile.slice(0, length)), false, mobile.slice(0, length));
});

test("what is certainly not whole waits for the next key", () => {
  for (const typed of ["", "1380013", "138001380001", "0571", "hello", "12345678901234"])
    assert.equal(maybeWhole(typed), false, typed);
});
