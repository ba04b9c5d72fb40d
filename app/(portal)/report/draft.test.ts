import assert from "node:assert/strict";
import { test } from "node:test";
import { joined } from "./doorDraft.ts";
import { firstOpenStep, fits, isBlank, missingAt, newDraft, stepsOf } from "./draft.ts";
import { matches } from "./matches.ts";

test("a draft opens at the first thing that is not said yet", () => {
  const draft = newDraft();
  assert.equal(firstOpenStep(draft), "where");
  assert.ok(isBlank(draft));
  const placed = { ...draft, placeId: "p" };
  assert.equal(firstOpenStep(placed), "what");
  const known = { ...placed, faultCode: "gas-smell" };
  assert.deepEqual(missingAt("began", known), ["began"]);
  for (const beganAt of [null, "1970-01-01T00:00:00Z", new Date(Date.now() + 86_400_000).toISOString()])
    assert.deepEqual(missingAt("began", { ...known, began: "exact", beganAt }), ["beganAt"]);
  const told = { ...known, began: "now" as const, urgency: 1 as const, description: "  " };
  assert.deepEqual(missingAt("describe", told), ["description"]);
  for (const description of ["\u200b", "\u0000x", "漏".repeat(2_001)])
    assert.deepEqual(missingAt("describe", { ...told, description }), ["description"]);
  assert.equal(firstOpenStep({ ...told, description: "…" }), "check");
  assert.equal(isBlank({ ...draft, faultCode: "gas-smell" }), false);
});

test("a fault is offered only where it can happen", () => {
  assert.ok(fits({ at: "both" }, { kind: "home" }) && fits({ at: "both" }, { kind: "lift" }));
  assert.ok(fits({ at: "home" }, { kind: "home" }) && !fits({ at: "home" }, { kind: "lift" }));
  assert.ok(fits({ at: "public" }, { kind: "gate" }) && !fits({ at: "public" }, { kind: "home" }));
});

test("typing finds in both languages, in any width, with or without spaces", () => {
  const spot = ["翠湖 3栋 1单元 1号梯", "Cuihu Bldg 3 Unit 1 Lift 1"];
  for (const typed of ["", "3栋", "翠湖3栋", "3栋 1号梯", "LIFT", "bldg 3", "bldg3", "３栋"])
    assert.ok(matches(typed, spot), typed);
  for (const typed of ["4栋", "lift 9", "gate"]) assert.ok(!matches(typed, spot), typed);
});

test("the question whether it is known already is a step only when something looks like it", () => {
  assert.equal(stepsOf(false).length, 7);
  assert.deepEqual(stepsOf(true).slice(5), ["describe", "same", "check"]);
});

test("a number that nobody could call is said where it is typed", () => {
  const draft = newDraft();
  assert.deepEqual(missingAt("visit", draft), []);
  assert.deepEqual(missingAt("visit", { ...draft, contactPhone: "1380013" }), ["contactPhone"]);
  assert.deepEqual(missingAt("visit", { ...draft, contactPhone: "0571-8888 7777 转 3" }), []);
});

test("of two drafts the words said last count, and the older ones are kept beside them", () => {
  const older = { ...newDraft(), faultCode: "tap-dripping", description: "上个星期写的" };
  const now = joined(older, { faultCode: null, description: " 灯不亮 " });
  assert.deepEqual([now.description, now.older, now.faultCode], ["灯不亮", "上个星期写的", null]);
  assert.deepEqual([now.key, now.placeId], [older.key, older.placeId]);
  const again = joined(now, { faultCode: "lamp-out", description: "门口的灯不亮" });
  assert.deepEqual([again.older, again.faultCode], ["灯不亮\n上个星期写的", "lamp-out"]);
  // Nothing, or the same, takes nothing away.
  assert.deepEqual(joined(older, {}), older);
  assert.deepEqual(joined(older, { faultCode: "tap-dripping", description: "上个星期写的" }), older);
  assert.equal(joined(newDraft(), { description: "灯" }).older, "");
});
