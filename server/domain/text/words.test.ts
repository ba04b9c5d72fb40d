import assert from "node:assert/strict";
import { test } from "node:test";
import { isRefusal } from "../refusal.ts";
import { isCleaned, readWords } from "./words.ts";

const family = "👨‍👩‍👧‍👦";
function said(typed: string, max = 10, required = true) {
  const read = readWords(typed, { max, required });
  return isRefusal(read) ? [read.code, read.params?.max, read.params?.over] : read;
}

test("a length is what a reader counts, and who is over it hears by how many", () => {
  for (const fits of [
    "漏".repeat(10),
    family.repeat(10),
    "é".repeat(10),
    "🇨🇳".repeat(10),
    "e\u0301".repeat(10),
  ])
    assert.equal(said(fits), fits.trim(), fits);
  assert.deepEqual(said("漏".repeat(11)), ["TOO_LONG", 10, 1]);
  assert.deepEqual(said(family.repeat(13)), ["TOO_LONG", 10, 3]);
  assert.deepEqual(said("漏".repeat(20_000)), ["TOO_LONG", 10, 19_990]);
  assert.deepEqual(said(`e${"\u0301".repeat(400)}`), ["TOO_LONG", 10, 391], "marks piled on one letter");
});

test("what nobody can see is no word, and what cannot be kept is refused before it is measured", () => {
  for (const nothing of ["", " \n\t", "\u200b\u200d\ufeff", "\u202e\u2067\u061c"]) {
    assert.deepEqual(said(nothing), ["REQUIRED", undefined, undefined]);
    assert.equal(said(nothing, 10, false), "");
  }
  for (const bad of ["漏\u0000", "漏\ud800", "\u0007"])
    assert.deepEqual(said(bad.repeat(30)), ["BAD_CHARACTER", undefined, undefined]);
});

test("marks that turn the words around them are taken out, and whoever typed them can be told", () => {
  assert.equal(said("漏\u202e水\u2066"), "漏水");
  assert.equal(isCleaned("漏\u202e水"), true);
  for (const whole of ["漏水", "الماء", family, "a\nb", ""]) assert.equal(isCleaned(whole), false, whole);
});
