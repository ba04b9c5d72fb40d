import assert from "node:assert/strict";
import { test } from "node:test";
import type { NamedForm } from "#server/domain/record/form.ts";
import { blankRecord, missingIn, sheetOf, withForm } from "./recordDraft.ts";

test("a record wants its kind, what was found, what was done and the result, and nothing else", () => {
  assert.deepEqual(missingIn(blankRecord), ["measure", "found", "done", "result"]);
  const said = {
    ...blankRecord,
    measure: "fix",
    found: "loose",
    done: "tightened",
    result: "fixed",
  } as const;
  assert.deepEqual(missingIn(said), []);
  assert.deepEqual(missingIn({ ...said, found: " \n " }), ["found"]);
});

test("when the fault is corrected, what was typed stays: in the new form where it asks for it, else with its question", () => {
  const check = (id: string) => ({ id, zh: `${id}？`, en: `${id}?`, required: true });
  const asks = { fields: [], photos: { before: false, after: false }, signature: true };
  const pressure = {
    id: "pressure",
    zh: "水压",
    en: "Pressure",
    unit: "MPa",
    min: 0,
    max: 2,
    required: true,
  };
  const tap: NamedForm = {
    scope: "tap",
    version: 1,
    checks: [check("dry"), check("tidy")],
    readings: [pressure],
    ...asks,
  };
  const light: NamedForm = {
    scope: "light",
    version: 3,
    checks: [check("tidy"), check("lit")],
    readings: [],
    ...asks,
  };
  const begun = {
    ...withForm(blankRecord, tap),
    found: "松了",
    checks: { dry: "ok", tidy: "trouble" },
    readings: { pressure: "0.28" },
    signed: { kind: "typed", name: "王" },
  } as const;
  const after = withForm(begun, light);
  assert.equal(after.found, "松了");
  assert.deepEqual(after.signed, begun.signed);
  assert.deepEqual(after.checks, { tidy: "trouble" });
  assert.deepEqual(after.earlier, [
    { zh: "dry？", en: "dry?", value: "ok" },
    { zh: "水压", en: "Pressure", value: "0.28 MPa" },
  ]);
  const sheet = sheetOf(after, light);
  assert.deepEqual(sheet.form, { scope: "light", version: 3 });
  assert.equal(sheet.earlier?.length, 2);
  // A newer edition of the same form takes nothing away, and asking twice adds nothing.
  assert.deepEqual(withForm(after, { ...light, version: 4 }).earlier, after.earlier);
  assert.deepEqual(withForm(after, light), after);
});
