import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { mergeRecords, type RecordSaid } from "./merge.ts";
import type { Sheet } from "./sheet.ts";

const sheet = (change: Partial<Sheet> = {}): Sheet => ({
  form: { scope: "tap", version: 1 },
  checks: {},
  readings: {},
  cause: "",
  tools: "",
  signed: null,
  ...change,
});
const said = (change: Partial<RecordSaid> = {}): RecordSaid => ({
  measure: "fix",
  found: "loose",
  done: "tightened",
  materials: "",
  result: "fixed",
  sheet: sheet(),
  ...change,
});

test("what only one of two phones says is taken, from either", () => {
  const office = said({ sheet: sheet({ checks: { dry: "ok" }, cause: "age" }), materials: "seal" });
  const phone = said({ sheet: sheet({ checks: { tidy: "ok" }, readings: { pressure: 0.3 }, tools: "key" }) });
  const { record, added, differs, replaced } = mergeRecords(office, phone, {});
  assert.deepEqual([differs, replaced], [[], []]);
  assert.deepEqual(added.sort(), ["check.tidy", "reading.pressure", "tools"]);
  assert.equal(record.materials, "seal");
  assert.deepEqual(record.sheet, {
    ...sheet({ checks: { dry: "ok", tidy: "ok" }, readings: { pressure: 0.3 }, cause: "age", tools: "key" }),
  });
});

test("what both say differently is his to choose, each field for itself, and what gives way is not lost", () => {
  const office = said({ sheet: sheet({ checks: { dry: "trouble" } }) });
  const phone = said({ found: "broken", done: "replaced", sheet: sheet({ checks: { dry: "ok" } }) });
  const { differs } = mergeRecords(office, phone, {});
  assert.deepEqual(
    differs.map(({ field, mine, theirs }) => [field, mine, theirs]),
    [
      ["found", "broken", "loose"],
      ["done", "replaced", "tightened"],
      ["check.dry", "ok", "trouble"],
    ],
  );
  const merged = mergeRecords(office, phone, {
    found: { take: "mine", seen: "loose" },
    done: { take: "theirs", seen: "tightened" },
    "check.dry": { take: "mine", seen: "trouble" },
  });
  assert.deepEqual(merged.differs, []);
  assert.deepEqual([merged.record.found, merged.record.done], ["broken", "tightened"]);
  assert.deepEqual(merged.record.sheet?.checks, { dry: "ok" });
  assert.deepEqual(merged.replaced, [
    { field: "found", was: "loose" },
    { field: "check.dry", was: "trouble" },
  ]);
});

test("a choice holds only for what was seen, and the result is no longer to be chosen", () => {
  const phone = said({ found: "broken", result: "needs_parts" });
  const { differs } = mergeRecords(said(), phone, {
    found: { take: "mine", seen: "something older" },
    result: { take: "mine", seen: "fixed" },
  });
  assert.deepEqual(
    differs.map(({ field }) => field),
    ["result", "found"],
  );
});

test("a signature stands before the word that nobody signed, on whichever phone it is", () => {
  const signed = said({ sheet: sheet({ signed: { kind: "typed", name: "王" } }) });
  const nobody = said({ sheet: sheet({ signed: { kind: "none", why: "absent" } }) });
  for (const [one, other] of [
    [signed, nobody],
    [nobody, signed],
  ] as const) {
    const { record, differs } = mergeRecords(one, other, {});
    assert.deepEqual([record.sheet?.signed, differs], [{ kind: "typed", name: "王" }, []]);
  }
});

test("merging the same record changes nothing, and merging twice is merging once", () => {
  const words = fc.constantFrom("", "a", "b");
  const anyRecord = fc
    .record({ found: words, done: words, materials: words, cause: words, tools: words, dry: words })
    .map(({ found, done, materials, cause, tools, dry }) =>
      said({
        found,
        done,
        materials,
        sheet: sheet({ cause, tools, checks: dry === "" ? {} : { dry: dry === "a" ? "ok" : "trouble" } }),
      }),
    );
  fc.assert(
    fc.property(anyRecord, anyRecord, (one, other) => {
      assert.deepEqual(mergeRecords(one, one, {}).record, one);
      const once = mergeRecords(one, other, {});
      if (once.differs.length > 0) return;
      const twice = mergeRecords(once.record, other, {});
      assert.deepEqual([twice.record, twice.added, twice.differs], [once.record, [], []]);
    }),
  );
});
