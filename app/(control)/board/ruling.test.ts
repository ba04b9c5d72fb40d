import assert from "node:assert/strict";
import { test } from "node:test";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { agrees, prefilled } from "./ruling.ts";
import type { Kept } from "./useKept.ts";

const faults = new Map([
  ["other", { scope: "home" }],
  ["no-water", { scope: "building" }],
  ["toilet-blocked", { scope: "home" }],
] as const);
const ticket = (more: Partial<Ticket>) =>
  ({ faultCode: "other", urgency: 3, reportedUrgency: 3, status: "received", ...more }) as Ticket;
const kept = (confidence: number, more: Partial<Kept> = {}) =>
  ({
    kind: "repair",
    faults: [{ faultCode: "no-water", urgency: 2, scope: "riser", confidence }],
    decided: null,
    ...more,
  }) as unknown as Kept;

test("a sure proposal is filled in, a guess only where the reporter found no fault", () => {
  const filled = { faultCode: "no-water", urgency: 2, scope: "riser" };
  assert.deepEqual(prefilled(ticket({ faultCode: "toilet-blocked" }), kept(0.9), faults), filled);
  assert.deepEqual(prefilled(ticket({}), kept(0.2), faults), filled);
  const own = { faultCode: "toilet-blocked", urgency: 3, scope: "home" };
  assert.deepEqual(prefilled(ticket({ faultCode: "toilet-blocked" }), kept(0.2), faults), own);
  assert.deepEqual(prefilled(ticket({ faultCode: "toilet-blocked" }), null, faults), own);
});

test("a reported emergency stays one until a person says otherwise", () => {
  assert.equal(prefilled(ticket({ urgency: 1, reportedUrgency: 1 }), kept(0.9), faults).urgency, 1);
});

test("what was ruled stands, whatever was proposed", () => {
  const decided = { faultCode: "toilet-blocked", urgency: 4, scope: "building" };
  const ruled = ticket({ faultCode: "toilet-blocked", urgency: 4, status: "triaged" });
  assert.deepEqual(prefilled(ruled, kept(0.9, { decided } as Partial<Kept>), faults), decided);
  const sent = ticket({ faultCode: "toilet-blocked", status: "dispatched" });
  assert.equal(prefilled(sent, kept(0.9), faults).faultCode, "toilet-blocked");
});

test("agreeing is fault, urgency and scope together, of something that reads like a repair", () => {
  const ruling = { faultCode: "no-water", urgency: 2, scope: "riser" } as const;
  assert.equal(agrees(ruling, kept(0.3)), true);
  assert.equal(agrees({ ...ruling, scope: "site" }, kept(0.3)), false);
  assert.equal(agrees({ ...ruling, urgency: 1 }, kept(0.3)), false);
  assert.equal(agrees(ruling, kept(0.3, { kind: "complaint" })), false);
  assert.equal(agrees(ruling, kept(0.3, { faults: [] })), false);
});
