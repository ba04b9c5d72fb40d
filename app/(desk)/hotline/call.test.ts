import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Call,
  type Caller,
  callerPatch,
  fieldOf,
  isAsThen,
  isBlank,
  missing,
  newCall,
  numberPatch,
  placeIdOf,
  reportOf,
} from "./call.ts";

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

const homeOf = (placeId: string) => ({
  personId: "p",
  relation: "owner" as const,
  placeId,
  siteId: "s",
  plate,
});
const person = (id: string, ...homes: string[]): Caller => ({
  id,
  name: id,
  nameLatin: "",
  homes: homes.map(homeOf),
  open: [],
  last: [],
});

test("a person's only home comes with the person and goes with them; of several none is taken", () => {
  const one = { ...newCall(), ...callerPatch(newCall(), person("wang", "h1")) };
  assert.deepEqual([one.contactName, one.place?.id], ["wang", "h1"]);
  const other = { ...one, ...callerPatch(one, person("li", "h2")) };
  assert.equal(other.place?.id, "h2");
  assert.equal(callerPatch(other, person("zhou", "h3", "h4")).place, null);
  assert.equal(callerPatch(other, null).place, null);
  assert.equal(numberPatch(other, "1380", new Date()).place, null);
});

test("a place that the operator chose stays, whoever it then is and whatever is mended in the number", () => {
  const lift = { id: "lift", plate };
  const chosen = { ...newCall(), number: "138", place: lift };
  const known = { ...chosen, ...callerPatch(chosen, person("wang", "h1")) };
  assert.deepEqual(known.place, lift);
  const mended = { ...known, ...numberPatch(known, "139", new Date()) };
  assert.deepEqual([mended.place, mended.reporterId, mended.contactName], [lift, null, ""]);
  assert.deepEqual(callerPatch(known, null).place, lift);
  const named = { ...chosen, contactName: "路人" };
  assert.equal(
    { ...named, ...numberPatch(named, "139", new Date()) }.contactName,
    "路人",
    "a typed name stays",
  );
});

test("a place in words is no place on a list: nothing is asked about it by its site's id", () => {
  assert.equal(placeIdOf({ ...newCall(), place: { id: "site", plate, elsewhereAt: "site" } }), null);
  assert.equal(placeIdOf({ ...newCall(), place: { id: "h1", plate } }), "h1");
});

test("a time that the clocks never show is asked for again, and a name alone is something that was said", () => {
  assert.deepEqual(missing({ ...whole, noTime: "2026-03-08T02:30" }), ["earlier"]);
  assert.equal(isBlank({ ...newCall(), contactName: "送水的小刘" }), false);
});

test("a problem stays with what was typed, and goes when that is mended", () => {
  const then = { ...whole, noTime: "2026-03-08T02:30" };
  for (const field of ["number", "place", "fault", "urgency", "description", "earlier"] as const) {
    assert.ok(isAsThen(field, then, { ...then, contactName: "别的" }), field);
    const mended = { ...newCall(), number: "1", description: "x" };
    assert.equal(isAsThen(field, then, mended), false, field);
  }
  const reason = { reason: "on_paper" as const, words: "" };
  assert.equal(isAsThen("earlier", whole, { ...whole, earlier: reason }), false);
});
