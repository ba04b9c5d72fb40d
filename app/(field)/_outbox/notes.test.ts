import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readWords } from "#server/domain/text/words.ts";
import { notesOf } from "./notes.ts";

const about = { number: "", plate: null, timeZone: "UTC" };
const of = (words: string, photos = 0) => {
  const pictures = Array.from({ length: photos }, (_, n) => `p${n}`);
  const said = { key: "k", personId: "me", about, ticketId: "t", words, pictures, doneAt: "" };
  return notesOf(said).map(({ key, step, pictures: here }) => ({
    key,
    words: step.verb === "note" ? step.words : "",
    pictures: here,
  }));
};
const bare = (words: string) => words.replaceAll(/\s/g, "");
const rule = { max: 8000, required: true };

test("a note that is short stays one, under its key", () => {
  assert.deepEqual(of("09:00 Done\nall", 2), [
    { key: "k", words: "09:00 Done\nall", pictures: ["p0", "p1"] },
  ]);
});

test("a record that is too long for one note goes as several, cut between its lines", () => {
  const lines = Array.from({ length: 400 }, (_, n) => `Line ${n} of what was found and done`);
  const notes = of(lines.join("\n"), 60);
  assert.deepEqual(
    notes.map(({ pictures }) => pictures.length),
    [24, 24, 12],
  );
  assert.deepEqual(
    notes.slice(0, 2).flatMap(({ words }) => words.split("\n")),
    lines,
  );
  assert.equal(notes[2]!.words, "Line 0 of what was found and done", "photos alone say what they belong to");
});

test("nothing of what was written or taken is left out, and the office takes each note, whatever it is", () => {
  const words = fc
    .array(
      fc.oneof(fc.string({ unit: "grapheme", maxLength: 9000 }), fc.constantFrom(" ", "\n", "é", "👩‍🔧")),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    .map((all) => all.join(" ").repeat(3))
    .filter((all) => typeof readWords(all, { ...rule, max: 1_000_000 }) === "string");
  fc.assert(
    fc.property(words, fc.nat(100), (said, photos) => {
      const notes = of(said, photos);
      const written = notes.slice(0, notes.findLastIndex(({ words: each }) => said.includes(each)) + 1);
      assert.ok(bare(written.map((note) => note.words).join("")).startsWith(bare(said)));
      assert.equal(new Set(notes.flatMap(({ pictures }) => pictures)).size, photos);
      for (const note of notes) {
        assert.equal(typeof readWords(note.words, rule), "string", "the office takes it");
        assert.ok(note.pictures.length <= 24);
      }
      assert.equal(new Set(notes.map(({ key }) => key)).size, notes.length);
    }),
    { numRuns: 60 },
  );
});
