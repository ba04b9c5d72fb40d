import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { areSpans, type Span } from "./calendar.ts";
import { readSpans, spanWords } from "./spanWords.ts";

test("hours are read as they are typed, with the marks of either language", () => {
  const day: Span[] = [
    [510, 720],
    [810, 1440],
  ];
  for (const words of [
    "08:30-12:00, 13:30-24:00",
    "8:30–12:00、13:30～24:00",
    " 8：30至12：00，13:30 到 24:00 ",
  ])
    assert.deepEqual(readSpans(words), { spans: day }, words);
  assert.deepEqual(readSpans(" "), { spans: [] });
});

test("what is wrong with them is said", () => {
  const problems: Array<[string, string]> = [
    ["nine to five", "form"],
    ["8-12", "form"],
    ["08:60-12:00", "form"],
    ["08:30-24:01", "form"],
    ["12:00-08:30", "ends"],
    ["08:30-08:30", "ends"],
    ["08:30-12:00, 11:00-13:00", "apart"],
    ["08:30-12:00, 12:00-13:00", "apart"],
    ["13:00-14:00, 08:00-09:00", "apart"],
    ["1:00-1:01,2:00-2:01,3:00-3:01,4:00-4:01,5:00-5:01,6:00-6:01,7:00-7:01", "many"],
  ];
  for (const [words, problem] of problems) assert.deepEqual(readSpans(words), { problem }, words);
});

test("property: what is written is read back, and nothing is read that cannot be a day", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(1440), { maxLength: 12 }), (minutes) => {
      const edges = [...minutes].sort((a, b) => a - b);
      const spans = Array.from(
        { length: Math.floor(edges.length / 2) },
        (_, n): Span => [edges[n * 2]!, edges[n * 2 + 1]!],
      );
      assert.deepEqual(readSpans(spanWords(spans)), { spans });
    }),
  );
  fc.assert(
    fc.property(fc.string(), (words) => {
      const read = readSpans(words);
      if ("spans" in read) assert.ok(areSpans(read.spans));
    }),
  );
});
