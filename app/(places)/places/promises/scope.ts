import type { Outputs } from "#app/_trpc/client.ts";
import { ladderOfUrgency } from "#server/domain/escalation/presetLadders.ts";
import { type Aim, closest, type Wanted } from "#server/domain/sla/closest.ts";
import { presets, presetTerms } from "#server/domain/sla/presets.ts";
import type { UrgencyLevel } from "#server/domain/ticket/ticket.ts";

export type Found = Outputs["promise"]["list"];
export type Policy = Found["policies"][number];
export type Ladder = Found["ladders"][number];
/** What holds for something, with the row that says so; none where only what is shipped does. */
export type Held = Pick<Policy, "terms" | "ladderCode" | "preset" | "source"> & { row: Policy | null };
/** What a person is looking at: a site, or the company's default. */
export type Scope = { siteId: string | null; found: Found };

export const urgencies: readonly UrgencyLevel[] = [1, 2, 3, 4];

/** What holds at the scope for a fault, a category or any fault. `without` looks past a row that is to go. */
export function heldFor(
  { siteId, found }: Scope,
  wanted: Omit<Wanted, "siteId">,
  without: Policy | null = null,
): Held {
  const rows = found.policies.filter((row) => row !== without);
  const row = closest(rows, { ...withCategory(found, wanted), siteId });
  if (row !== undefined) return { ...row, row };
  const danger = found.faults.find((each) => each.code === wanted.faultCode)?.danger;
  const code = danger === "trapped" && wanted.urgency === 1 ? "CN-LIFT" : "CN-1";
  const preset = presets.find((each) => each.code === code && each.urgency === wanted.urgency);
  return {
    terms: presetTerms(code, wanted.urgency, danger),
    ladderCode: ladderOfUrgency[wanted.urgency],
    preset: code,
    source: preset?.source ?? "",
    row: null,
  };
}

/** A fault's rows are looked for under its category too. */
function withCategory(found: Found, wanted: Omit<Wanted, "siteId">) {
  const of = found.faults.find((each) => each.code === wanted.faultCode);
  return { ...wanted, categoryCode: of?.categoryCode ?? wanted.categoryCode };
}

/** The rows of single faults and categories that are felt at the scope; the site's own hides the company's for the same. */
export function exceptionsAt({ siteId, found }: Scope, urgency: UrgencyLevel): Policy[] {
  const rows = found.policies.filter(
    (row) =>
      row.urgency === urgency &&
      (row.faultCode !== null || row.categoryCode !== null) &&
      (row.siteId === null || row.siteId === siteId),
  );
  return rows.filter((row) => row.siteId === siteId || !rows.some((own) => covers(own, row, siteId)));
}

function covers(own: Aim, row: Aim, siteId: string | null): boolean {
  return own.siteId === siteId && own.faultCode === row.faultCode && own.categoryCode === row.categoryCode;
}
