import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { categories, faults } from "#db/seed/catalogue.ts";
import { recordForms } from "#db/seed/recordForms.ts";
import type { RecordForm } from "./form.ts";
import { formProblems, nameFor } from "./formProblems.ts";
import { problemsOf } from "./problems.ts";
import { blankSheet, isDone, recordResults, type Sheet } from "./sheet.ts";
import { timesOf } from "./times.ts";

const form: RecordForm = {
  checks: [
    { id: "dry", zh: "干燥", en: "Dry", required: true },
    { id: "tidy", zh: "整洁", en: "Tidy", required: false },
  ],
  readings: [{ id: "mpa", zh: "水压", en: "Pressure", unit: "MPa", min: 0, max: 1.6, required: true }],
  fields: ["cause"],
  photos: { before: true, after: true },
  signature: true,
};
const blank = blankSheet({ scope: "x", version: 1 });
const whole: Sheet = {
  ...blank,
  checks: { dry: "ok" },
  readings: { mpa: 0.3 },
  cause: "worn",
  signed: { kind: "none", why: "absent" },
};
const written = { result: "fixed", materials: "", parts: 0, before: 1, after: 1 } as const;
const fields = (sheet: Sheet, more = {}) =>
  problemsOf(form, sheet, { ...written, ...more }).map((p) => p.field);

test("a record of done work owes all that its form asks, each at its field", () => {
  const all = ["before", "check.dry", "reading.mpa", "cause", "after", "signed"];
  assert.deepEqual(fields(blank, { before: 0, after: 0 }), all);
  assert.deepEqual(fields(whole), []);
  assert.deepEqual(fields({ ...whole, signed: { kind: "typed", name: " " } }), ["signed"]);
  assert.deepEqual(fields({ ...whole, signed: { kind: "code", code: "12345" } }), ["signed"]);
  const oneDot = { kind: "glass", name: "", strokes: [[1, 1]], png: "" } as const;
  assert.deepEqual(fields({ ...whole, signed: { ...oneDot, strokes: [[1, 1]] } }), ["signed"]);
});

test("materials are said by the books or in words; one of them is enough", () => {
  const wants: RecordForm = { ...form, fields: ["materials"] };
  const lacks = (more: object) => problemsOf(wants, whole, { ...written, ...more }).map((p) => p.field);
  assert.deepEqual(lacks({}), ["materials"]);
  assert.deepEqual(lacks({ materials: " " }), ["materials"]);
  assert.deepEqual(lacks({ materials: "自购胶带" }), []);
  assert.deepEqual(lacks({ parts: 2 }), []);
});

test("a visit that did not do the work owes nothing of the form, but no impossible figure", () => {
  for (const result of recordResults.filter((each) => !isDone(each))) {
    assert.deepEqual(fields(blank, { result, before: 0, after: 0 }), []);
    assert.deepEqual(fields({ ...blank, readings: { mpa: 16 } }, { result }), ["reading.mpa"]);
  }
});

test("a reading is taken exactly within its range", () => {
  fc.assert(
    fc.property(fc.double({ min: -5, max: 5 }), (mpa) => {
      const refused = fields({ ...whole, readings: { mpa } }).includes("reading.mpa");
      assert.equal(refused, !(mpa >= 0 && mpa <= 1.6));
    }),
  );
});

test("every form belongs to a fault or a category, and every fault has one", () => {
  const codes = new Set([...faults, ...categories].map(({ code }) => code));
  const scopes = new Set(recordForms.map(({ scope }) => scope));
  assert.deepEqual(
    [...scopes].filter((scope) => !codes.has(scope)),
    [],
  );
  const bare = faults.filter(({ code, categoryCode }) => !scopes.has(code) && !scopes.has(categoryCode));
  assert.deepEqual(
    bare.map(({ code }) => code),
    [],
  );
  for (const { scope, form: each } of recordForms) {
    const ids = [...each.checks, ...each.readings].map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length, scope);
    for (const { min, max } of each.readings) assert.ok(min < max, scope);
  }
});

test("every shipped form can be asked, and a new question gets a name that no other has", () => {
  for (const { scope, form: each } of recordForms) assert.deepEqual(formProblems(each), [], scope);
  assert.equal(nameFor("No leak, after 5 min!", []), "no_leak_after_5_min");
  assert.equal(nameFor("Dry", ["dry", "dry_2"]), "dry_3");
  assert.equal(nameFor("干燥", []), "item");
  const endless = { ...form, readings: [{ ...form.readings[0]!, max: Number.NaN }] };
  assert.deepEqual(formProblems(endless), [{ field: "readings.0.max", code: "REQUIRED" }]);
});

test("times are measured from the steps, by the phone's time where it is believed", () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 1, minute)).toISOString();
  const told = (type: string, minute: number, reason?: string, doneAt?: number) => ({
    type,
    at: at(minute),
    doneAt: doneAt === undefined ? null : at(doneAt),
    data: { reason },
  });
  const steps = [
    told("assigned", 0),
    told("departed", 5),
    told("arrived", 15),
    told("urged", 16),
    told("paused", 20, "owner"),
    told("resumed", 30),
    told("completed", 59, undefined, 40),
  ];
  assert.deepEqual(timesOf(steps).last, { travel: 600, work: 900, paused: 600, waits: { owner: 600 } });
  // A second visit is measured for itself.
  const again = [
    ...steps,
    told("assigned", 100),
    told("departed", 101),
    told("arrived", 103),
    told("completed", 113),
  ];
  assert.deepEqual(timesOf(again).last, { travel: 120, work: 600, paused: 0, waits: {} });
});

test("whoever has it now answers for his own time only, wherever the one before was with it", () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 1, minute)).toISOString();
  type Step = [
    type: string,
    minute: number,
    more?: { reason?: string; undid?: string; workRecordId?: string },
  ];
  const measured = (steps: Step[]) =>
    timesOf(steps.map(([type, minute, data = {}]) => ({ type, at: at(minute), data })));
  const way: Step[] = [
    ["assigned", 0],
    ["departed", 5],
  ];
  const door: Step[] = [...way, ["arrived", 10]];
  const waiting: Step[] = [...door, ["paused", 20, { reason: "parts" }]];
  const second: Step[] = [
    ["departed", 40],
    ["arrived", 43],
    ["completed", 50],
  ];
  const his = { travel: 180, work: 420, paused: 0, waits: {} };
  const again: Step[] = [["assigned", 35], ...second];
  for (const [what, begun, change] of [
    ["transferred on the way", way, [["transferred", 30], ...second]],
    ["transferred from the door", door, [["transferred", 30], ...second]],
    ["transferred while it waits", waiting, [["transferred", 30], ...second]],
    ["withdrawn on the way", way, [["withdrawn", 30], ...again]],
    ["withdrawn from the door", door, [["withdrawn", 30], ...again]],
    ["withdrawn while it waits", waiting, [["withdrawn", 30], ...again]],
    ["declined on the way", way, [["declined", 30], ...again]],
    ["handed back", way, [["handed_back", 30], ...again]],
  ] as Array<[string, Step[], Step[]]>)
    assert.deepEqual(measured([...begun, ...change]).last, his, what);
  // A transfer that was taken back never was.
  const back: Step[] = [
    ["transferred", 6],
    ["undone", 7, { undid: "transferred" }],
    ["arrived", 15],
  ];
  assert.equal(measured([...way, ...back]).last.travel, 600);
  const other: Step[] = [
    ["transferred", 6],
    ["undone", 7, { undid: "triaged" }],
    ["arrived", 15],
  ];
  assert.equal(measured([...way, ...other]).last.travel, 0);
  // Each record has the time of its own visit, and what was waited for in between belongs to the second.
  const { records } = measured([
    ...door,
    ["paused", 20, { reason: "parts", workRecordId: "one" }],
    ["resumed", 50],
    ["completed", 55, { workRecordId: "two" }],
    ["reopened", 56],
    ["assigned", 57],
    ["departed", 58],
    ["arrived", 59],
  ]);
  assert.deepEqual(
    [...records],
    [
      ["one", { travel: 300, work: 600, paused: 0, waits: {} }],
      ["two", { travel: 0, work: 300, paused: 1800, waits: { parts: 1800 } }],
    ],
  );
});

test("no time is counted twice: travel, work and pauses never exceed what passed", () => {
  const types = [
    "departed",
    "arrived",
    "paused",
    "resumed",
    "completed",
    "urged",
    "transferred",
    "withdrawn",
  ];
  const step = fc.record({ type: fc.constantFrom(...types), gap: fc.integer({ min: 0, max: 5_000 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (list) => {
      let now = 1_800_000_000_000;
      const start = now;
      const events = list.map(({ type, gap }) => {
        now += gap * 1000;
        return { type, at: new Date(now).toISOString(), data: { reason: "parts" } };
      });
      const { travel, work, paused } = timesOf(events).last;
      assert.ok(travel >= 0 && work >= 0 && paused >= 0);
      assert.ok(travel + work + paused <= (now - start) / 1000);
    }),
  );
});
