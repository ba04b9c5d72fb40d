import assert from "node:assert/strict";
import { test } from "node:test";
import { createTranslator } from "use-intl";
import { field as en } from "#app/_i18n/messages/en/field.ts";
import { field as zh } from "#app/_i18n/messages/zh/field.ts";
import { generalForm } from "#server/domain/record/form.ts";
import { blankRecord, type RecordDraft, remainsOf, sheetOf } from "../jobs/recordDraft.ts";
import type { Kept } from "./kept.ts";
import { recordLines, saidBy, saidIn } from "./recordSaid.ts";

const tongue = (chinese: boolean) => {
  const t = createTranslator({
    locale: chinese ? "zh" : "en-GB",
    messages: { field: chinese ? zh : en },
    namespace: "field",
    onError: (error) => assert.fail(error.message),
  });
  return { zh: chinese, t: (key: string, values?: object) => t(key as never, values as never) as string };
};

const form = {
  ...generalForm,
  readings: [{ id: "bar", zh: "水压", en: "Pressure", unit: "bar", min: 0, max: 10, required: true }],
};
const draft: RecordDraft = {
  ...blankRecord,
  form,
  measure: "replace",
  found: "F-words",
  cause: "C-words",
  done: "D-words",
  materials: "M-words",
  tools: "T-words",
  result: "temporary",
  checks: { tested: "trouble" },
  readings: { bar: "2,5" },
  signed: { kind: "typed", name: "SIGNER-WANG" },
  earlier: [{ zh: "旧问", en: "Old question", value: "ok" }],
  again: "AGAIN-words",
  againInDays: 3,
};
const step = (written: RecordDraft) => {
  const { measure, found, done, materials, result } = written;
  const now = Date.UTC(2026, 2, 1, 8);
  const said = { verb: "complete", measure, found, done, materials, result };
  const sheet = sheetOf(written, form);
  return { draft: written, step: { ...said, sheet, ...remainsOf(written, now, "UTC") } } as unknown as Kept;
};

test("a record that becomes words says all that was written in it, sent or not", () => {
  for (const chinese of [true, false]) {
    const words = chinese ? zh : en;
    for (const said of [saidIn(draft), saidBy(step(draft))!]) {
      const lines = recordLines(said, tongue(chinese));
      const all = lines.join("\n");
      const { record } = words;
      for (const each of [
        ...["F-words", "C-words", "D-words", "M-words", "T-words", "SIGNER-WANG", "AGAIN-words"],
        record.measures.replace,
        record.results.temporary,
        `${generalForm.checks[0]![chinese ? "zh" : "en"]}: ${record.sheet.states.trouble}`,
        `${chinese ? "水压" : "Pressure"}: 2`,
        `${chinese ? "旧问" : "Old question"}: ${record.sheet.states.ok}`,
      ])
        assert.ok(all.includes(each), `${each} in\n${all}`);
      assert.ok(/03-04|3 天|3 days/.test(all), all);
    }
  }
});

test("who else is needed, how it was signed and what is waited for are said too", () => {
  const part = { nameZh: "角阀", nameEn: "Angle valve" } as RecordDraft["wanted"][number]["part"];
  const lines = (change: Partial<RecordDraft>) =>
    recordLines(saidIn({ ...draft, ...change }), tongue(false)).join("\n");
  assert.match(lines({ result: "needs_trade", trade: "electrical" }), /Electric/i);
  assert.match(lines({ wanted: [{ part, quantity: "2", kind: "free" }] }), /Angle valve × 2/);
  assert.match(
    lines({ signed: { kind: "none", why: "absent" } }),
    new RegExp(`${en.record.sheet.none}, ${en.record.sheet.why.absent}`),
  );
  const byCode = lines({ signed: { kind: "code", code: "123456" } });
  assert.ok(byCode.includes(en.record.sheet.code), byCode);
  assert.ok(!byCode.includes("123456"), "the digits are the owner's, and a note proves none");
  assert.match(
    lines({ signed: { kind: "glass", name: "W", strokes: [[1, 2]], png: "" } }),
    new RegExp(`${en.record.sheet.glass} W`),
  );
  assert.equal(recordLines(saidIn(blankRecord), tongue(true)).length, 0);
});
