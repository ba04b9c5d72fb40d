import { type WhyNot, whyNots } from "./candidate.ts";

/** What speaks against sending somebody and yet may be overruled by a person who says why. */
export const overrulable = [
  "shift_too_short",
  "over_capacity",
  "declined_it",
  "not_free_then",
] as const satisfies readonly WhyNot[];

/** Why he is sent all the same. */
export const overruleReasons = ["agreed", "urgent", "nobody_else", "quicker", "knows_it"] as const;
export type OverruleReason = (typeof overruleReasons)[number];

/** Kept with the assignment, whose row names who said it. */
export type Overrule = { reason: OverruleReason; words: string };

/** What of this somebody has to give a reason for; empty where he may simply be sent, or must not be sent at all. */
export function toOverrule(whyNot: readonly WhyNot[]): WhyNot[] {
  return whyNots.filter((why) => whyNot.includes(why) && (overrulable as readonly WhyNot[]).includes(why));
}
