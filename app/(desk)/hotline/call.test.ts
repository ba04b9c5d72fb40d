import assert from "node:assert/strict";
import { test } from "node:test";
import { type Call, fieldOf, isBlank, missing, newCall, reportOf } from "./call.ts";

const plate = { zh: { building: "3栋" }, en: { building: "Bldg 3" } };
const whole: Call = {
  ...newCall(),
  number: "13800138000",
  reporterId: "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
  place: { id: "6f9619ff-8b86-4d01-b42d-00cf4fc964fe", plate },
  faultCode: "tap-drips",
  urgency: 3,
  description: "滴水",
};

test("a new call is blank and asks for everything, from the number down", () => {
  assert.ok(isBlank(newCall()));
  assert.deepEqual(missing(newCall()), ["number", "contactName", "place", "fault", "urgency", "description"]);
});

test("a known caller needs no name, an unknown one does; spaces are no words", () => {
  assert.deepEqual(missing(whole), []);
  assert.deepEqual(missing({ ...whole, reporterId: null }), ["contactName"]);
  assert.deepEqual(missing({ ...whole, description: " \n" }), ["description"]);
});

test("the call was received when its number was typed, unless it lay for hours", () => {
  const startedAt = "2026-03-01T08:00:00.000Z";
  const at = Date.parse(startedAt);
  assert.equal(reportOf({ ...whole, startedAt }, at + 5 * 60_000).receivedAt, startedAt);
  assert.equal(reportOf({ ...whole, startedAt }, at + 5 * 3_600_000).receivedAt, undefined);
  assert.equal(reportOf(whole, at).receivedAt, undefined);
});

test("a call of the phone system has its own time; an earlier one goes with its reason", () => {
  const startedAt = "2026-03-01T08:00:00.000Z";
  const receivedAt = "2026-03-01T06:30:00.000Z";
  const now = Date.parse(startedAt) + 60_000;
  const rung = { ...whole, startedAt, callId: "6f9619ff-8b86-4d01-b42d-00cf4fc964fd" };
  assert.equal(isBlank({ ...newCall(), callId: rung.callId }), false);
  assert.deepEqual(missing({ ...rung, number: "", reporterId: null, contactName: "不显号的人" }), []);
  assert.deepEqual(
    [reportOf(rung, now).receivedAt, reportOf(rung, now).callId],
    [undefined, "6f9619ff-8b86-4d01-b42d-00cf4fc964fd"],
  );
  const earlier = { reason: "on_paper" as const, words: "" };
  const sent = reportOf({ ...rung, receivedAt, earlier }, now, ["x"]);
  assert.deepEqual([sent.receivedAt, sent.earlier, sent.notSame], [receivedAt, earlier, ["x"]]);
  assert.equal(fieldOf("earlier"), "earlier");
});

test("a refusal at a field of the operation is shown at the field of the form", () => {
  assert.equal(fieldOf("contactPhone"), "number");
  assert.equal(fieldOf("faultCode"), "fault");
  assert.equal(fieldOf("description"), "description");
  assert.equal(fieldOf(undefined), null);
});
