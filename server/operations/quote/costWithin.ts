import { Refused, refuse } from "../../domain/refusal.ts";
import { costOf, mostCents } from "../../domain/stock/charge.ts";
import { readQuantity } from "../../domain/stock/quantity.ts";

/** What a line costs, cents; TOO_MUCH at `field` where no bill can hold it. */
export function costWithin(quantity: string, priceCents: number, field: string): number {
  const costCents = costOf(readQuantity(quantity)!, priceCents);
  if (costCents > mostCents) throw new Refused(refuse("TOO_MUCH", { field }));
  return costCents;
}
