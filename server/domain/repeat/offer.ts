import { catchAll, type Facet, problemBetween } from "../duplicate/weigh.ts";

/** From here on somebody is asked whether it is the same failure back again; a kindred fault alone is enough. */
export const worthOffering = 0.4;
/** Repairs that are offered at most. */
export const mostOffered = 3;
const day = 86_400_000;

/** A report, as far as a repair before it is compared with it. */
export type Report = Pick<Facet, "placeId" | "faultCode" | "categoryCode" | "skill" | "words" | "at">;

/** A repair that was done: `doneAt` an ISO instant, `days` the warranty of its fault's category at its site. */
export type Repaired = Report & { doneAt: string; days: number };

export const offerReasons = ["same_fault", "kin_fault", "words"] as const;
export type OfferReason = (typeof offerReasons)[number];
export type Offer<Of extends Repaired> = {
  repaired: Of;
  /** 0 to 1. */
  score: number;
  reasons: OfferReason[];
  /** Until when the repair is answered for. */
  until: string;
};

/** The last instant at which a repair is answered for. */
export function warrantyUntil({ doneAt, days }: Pick<Repaired, "doneAt" | "days">): string {
  return new Date(Date.parse(doneAt) + days * day).toISOString();
}

/** Is it the same place, after the repair and within its warranty? The last instant still counts. */
export function isWithin(report: Pick<Report, "placeId" | "at">, repaired: Repaired): boolean {
  if (report.placeId !== repaired.placeId) return false;
  const at = Date.parse(report.at);
  return at >= Date.parse(repaired.doneAt) && at <= Date.parse(warrantyUntil(repaired));
}

/**
 * The repairs of which the report may be a return (返修), likeliest first and of equals the newest, at most three: the
 * same place or asset, a kindred fault, within the warranty. A fault that nobody could name needs words like the first's.
 */
export function offersFor<Of extends Repaired>(report: Report, repairs: readonly Of[]): Array<Offer<Of>> {
  return repairs
    .filter((repaired) => isWithin(report, repaired))
    .map((repaired): Offer<Of> => {
      const { kin, words, problem } = problemBetween(report, repaired, "same_place");
      const reasons: OfferReason[] = [];
      if (report.faultCode === repaired.faultCode && report.faultCode !== catchAll)
        reasons.push("same_fault");
      else if (kin >= worthOffering) reasons.push("kin_fault");
      if (words > 0) reasons.push("words");
      return { repaired, score: problem, reasons, until: warrantyUntil(repaired) };
    })
    .filter(({ score }) => score >= worthOffering)
    .sort((a, b) => b.score - a.score || b.repaired.doneAt.localeCompare(a.repaired.doneAt))
    .slice(0, mostOffered);
}

/** Why a return is none after all. */
export const takeBackReasons = ["other_cause", "other_part", "misuse", "mistake"] as const;
export type TakeBackReason = (typeof takeBackReasons)[number];
