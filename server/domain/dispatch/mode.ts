/** How work is given out: proposed to the desk, given to the best, offered to all at once, or offered in turn. */
export const dispatchModes = ["recommend", "auto", "grab", "round_robin"] as const;
export type DispatchMode = (typeof dispatchModes)[number];

/** `taken`: somebody else got it; `withdrawn`: the work is no longer to be had; `left`: he is not at work any more. */
export type OfferEnd = "claimed" | "passed" | "expired" | "taken" | "withdrawn" | "left";

/** How long an offer stands, minutes. */
export const offerMinutes = { grab: 3, round_robin: 3 } as const;
/** How often work is offered to all before it is left to the desk. */
export const grabRounds = 2;

/** Whose turn it is: the first after the one who had it last, in an order that stays; null when there is nobody. */
export function nextInTurn(free: readonly string[], last: string | null): string | null {
  const order = [...free].sort();
  return order.find((id) => last === null || id > last) ?? order[0] ?? null;
}
