import { randomUUID } from "node:crypto";
import { presetLadders } from "../domain/escalation/presetLadders.ts";
import { presetTerms } from "../domain/sla/presets.ts";

/** What a manager sends to say what is promised at a site and in which hours, for the shipped ladders. */
export function promiseInputs(siteId: string): Record<string, unknown> {
  const aimed = { siteId, categoryCode: null, faultCode: null, urgency: 3 };
  const terms = presetTerms("CN-1", 3);
  const said = { source: "x", seen: null };
  return {
    "promise.forecast": { ...aimed, company: false, clocks: terms.clocks },
    "promise.set": { ...aimed, ...terms, ladderCode: presetLadders[0]!.code, ladder: null, ...said },
    "promise.adopt": { siteId, preset: "CN-2", seen: [] },
    "promise.retire": { siteId, policyId: randomUUID() },
    "hours.choose": { siteId, calendarId: siteId, seen: null },
    "hours.setWeek": { siteId, week: Array(7).fill([]), holidays: null, reason: "x", seen: null },
    "hours.setDay": {
      siteId,
      day: new Date().toISOString().slice(0, 10),
      spans: [],
      reason: "x",
      seen: null,
    },
    "hours.removeDay": { siteId, day: new Date().toISOString().slice(0, 10), seen: null },
  };
}
