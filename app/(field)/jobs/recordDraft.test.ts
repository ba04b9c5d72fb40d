import assert from "node:assert/strict";
import { test } from "node:test";
import type { NamedForm } from "#server/domain/record/form.ts";
import {
  adoptDrafts,
  blankRecord,
  draftedTickets,
  isUntouched,
  keepDraft,
  missingIn,
  readDraft,
  sheetOf,
  withForm,
} from "./recordDraft.ts";

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

test("a draft of a refused record that is there no more becomes that of its job, and takes the place of none", () => {
  const before = Object.getOwnPropertyDescriptor(globalThis, "localStorage");
  const store = Object.create({
    getItem(this: Record<string, string>, key: string) {
      return this[key] ?? null;
    },
    setItem(this: Record<string, string>, key: string, value: string) {
      this[key] = value;
    },
    removeItem(this: Record<string, string>, key: string) {
      delete this[key];
    },
  }) as Storage;
  Object.defineProperty(globalThis, "localStorage", { value: store, configurable: true });
  try {
    const said = (found: string) => ({ ...blankRecord, found });
    assert.ok(keepDraft("p", "t1", said("lives"), "k1"));
    keepDraft("p", "t2", said("gone"), "k2");
    keepDraft("p", "t3", said("own"));
    keepDraft("p", "t3", said("waits"), "k3");
    adoptDrafts("p", ["k1"]);
    assert.equal(readDraft("p", "t1"), null);
    assert.equal(readDraft("p", "t2")?.found, "gone");
    assert.equal(readDraft("p", "t2", "k2"), null);
    assert.equal(readDraft("p", "t3")?.found, "own");
    assert.deepEqual(draftedTickets("p").sort(), ["t1", "t2", "t3"]);
    assert.equal(isUntouched({ ...blankRecord, form: null }), true);
    assert.equal(isUntouched(said("x")), false);
  } finally {
    if (before) Object.defineProperty(globalThis, "localStorage", before);
    else Reflect.deleteProperty(globalThis, "localStorage");
  }
});
