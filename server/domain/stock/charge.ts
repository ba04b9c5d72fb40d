import type { Thousandths } from "./quantity.ts";

/** Who pays for what was used: `warranty` and `free` cost the owner nothing; the price is kept beside it. */
export const chargeKinds = ["charged", "warranty", "free"] as const;
export type ChargeKind = (typeof chargeKinds)[number];

/**
 * `none`: below the limit, nobody has to be asked. `awaiting`: not owed until the owner consents. `refused`: not owed.
 */
export const consents = ["none", "awaiting", "given", "refused"] as const;
export type Consent = (typeof consents)[number];

/** Above how much, in cents, an owner is asked first, where the site has not set its own. */
export const usualLimitCents = 20_000;

/** The most that a line, and what a whole job costs, may come to, cents: a million of the currency. */
export const mostCents = 100_000_000;

/** Quantity times unit price in cents, to the nearest cent, half a cent up. */
export function costOf(quantity: Thousandths, priceCents: number): number {
  return Number((quantity * BigInt(priceCents) + 500n) / 1000n);
}

/** What the owner pays of a cost. */
export function chargedOf(kind: ChargeKind, costCents: number): number {
  return kind === "charged" ? costCents : 0;
}

/** Does the whole of a job's charges need an owner's word? `acceptedCents`: the highest sum that was accepted. */
export function consentFor(totalCents: number, limitCents: number, acceptedCents: number): Consent {
  if (totalCents <= limitCents) return "none";
  return totalCents <= acceptedCents ? "given" : "awaiting";
}
