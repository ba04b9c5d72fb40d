import { z } from "zod";
import { mostCents } from "../../domain/stock/charge.ts";
import { quantityWords, readQuantity } from "../../domain/stock/quantity.ts";
import { id } from "../input.ts";

/** A quantity on the wire: words with at most three decimals, kept as words; read with `readQuantity`. */
export const anyQuantity = z.string({ error: "REQUIRED" }).transform((typed, context) => {
  const read = readQuantity(typed);
  if (read !== null) return quantityWords(read);
  context.addIssue({ code: "custom", message: "QUANTITY" });
  return z.NEVER;
});

/** The same, and more than nothing. */
export const quantity = anyQuantity.refine((words) => words !== "0", "QUANTITY");

/** Several materials, each once. */
export const lines = z
  .array(z.strictObject({ materialId: id, quantity }))
  .min(1, "REQUIRED")
  .max(50, "TOO_LONG:50")
  .refine((all) => new Set(all.map((line) => line.materialId)).size === all.length, "REQUIRED");

/** Lines that the phone has named, each by an id of its own. */
export const eachNamed = (all: ReadonlyArray<{ id: string }>) =>
  new Set(all.map((line) => line.id)).size === all.length;

/** Whole cents, up to a million of the currency. */
export const cents = z.int({ error: "REQUIRED" }).min(0, "QUANTITY").max(mostCents, "QUANTITY");
