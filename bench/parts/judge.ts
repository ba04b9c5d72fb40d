import { faults } from "#db/seed/catalogue.ts";
import { gramsOf } from "#server/domain/duplicate/grams.ts";
import { type Facet, weigh } from "#server/domain/duplicate/weigh.ts";

/** A report in a series, with the failure that it truly tells of; `cause` is "" where nobody knows. */
export type Told = Facet & { id: string; cause: string; until: string };

export type Tally = { found: number; wrong: number; missed: number };

const catalogue = new Map(faults.map((fault) => [fault.code, fault]));
const day = 86_400_000;

/** A facet as the product makes it from place, fault and words. */
export function told(
  report: Pick<Told, "id" | "cause" | "siteId" | "placeId" | "buildingId" | "unit" | "isPublic" | "at"> & {
    faultCode: string;
    text: string;
    /** When its ticket ended; the product forgets it a day later. */
    until?: string;
  },
): Told {
  const fault = catalogue.get(report.faultCode);
  if (fault === undefined) throw new Error(`there is no fault ${report.faultCode}`);
  const { text, until = "9999-12-31T00:00:00Z", ...rest } = report;
  return {
    ...rest,
    until,
    categoryCode: fault.categoryCode,
    skill: fault.skill,
    scope: fault.scope,
    words: gramsOf(text),
  };
}

/** The eight that a person would be asked about when the last of `reports` comes in, likeliest first. */
export function askedAbout(
  report: Told,
  earlier: readonly Told[],
  least: number,
  score = weighScore,
): Array<{ id: string; cause: string; score: number }> {
  const now = Date.parse(report.at);
  return earlier
    .filter((other) => other.siteId === report.siteId && Date.parse(other.until) > now - day)
    .map((other) => ({ id: other.id, cause: other.cause, score: score(report, other) }))
    .filter((other) => other.score >= least)
    .sort((a, b) => b.score - a.score)
    .slice(0, 8);
}

export const weighScore = (a: Facet, b: Facet): number => weigh(a, b).score;

/** What a form without understanding asks: the same place and the same fault. */
export const samePlaceAndFault = (a: Facet, b: Facet): number =>
  a.placeId === b.placeId && a.faultCode === b.faultCode ? 1 : 0;

/** What a form asks that knows that heat is the building's. */
export const sameBuildingAndFault = (a: Facet, b: Facet): number =>
  a.buildingId === b.buildingId && a.faultCode === b.faultCode ? 1 : 0;

/**
 * Goes through a series in order. A report whose failure was told before should be asked about it (`found`, else
 * `missed`); everything else that it is asked about is `wrong`.
 */
export function judge(series: readonly Told[], least: number, score = weighScore): Tally {
  const tally = { found: 0, wrong: 0, missed: 0 };
  const bySite = new Map<string, Told[]>();
  for (const report of series) {
    const earlier = bySite.get(report.siteId) ?? [];
    bySite.set(report.siteId, earlier);
    const asked = askedAbout(report, earlier, least, score);
    const known = earlier.some((other) => other.cause === report.cause);
    const right = asked.some((other) => other.cause === report.cause);
    if (known) tally[right ? "found" : "missed"]++;
    tally.wrong += new Set(asked.filter((other) => other.cause !== report.cause).map((o) => o.cause)).size;
    earlier.push(report);
  }
  return tally;
}

export function f1({ found, wrong, missed }: Tally): { precision: number; recall: number; f1: number } {
  const precision = found / Math.max(1, found + wrong);
  const recall = found / Math.max(1, found + missed);
  return { precision, recall, f1: (2 * precision * recall) / Math.max(1e-9, precision + recall) };
}
