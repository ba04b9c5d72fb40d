import { z } from "zod";
import { Refused, refuse } from "../../domain/refusal.ts";
import { type Began, beganWords, heardAfter, mayHaveBegun } from "../../domain/ticket/began.ts";
import { dayPartNames, mayWish, mostWindows, type Wish } from "../../domain/ticket/wish.ts";
import { instant } from "../input.ts";
import type { Work } from "../operation.ts";

/** Since when, as it was said. */
export const beganInput = z.enum(beganWords, { error: "REQUIRED" });

/** When somebody may come. */
export const wishInput = z.strictObject({
  callFirst: z.boolean({ error: "REQUIRED" }).default(false),
  windows: z
    .array(
      z.strictObject({
        day: z.string({ error: "BAD_TIME" }).regex(/^\d{4}-\d{2}-\d{2}$/, "BAD_TIME"),
        part: z.enum(dayPartNames, { error: "BAD_TIME" }),
      }),
    )
    .max(mostWindows, `TOO_LONG:${mostWindows}`)
    .default([]),
});

export const beganAtInput = instant;

/**
 * Since when it is so, as columns; `ago` is how long before it was heard it was said, ms. Refusals: REQUIRED (beganAt) when it is to be exact,
 * BAD_TIME (beganAt).
 */
export function beganOf(
  typed: { began?: Began | undefined; beganAt?: string | undefined },
  { now, ago = 0 }: Pick<Work, "now" | "ago">,
  timeZone: string,
) {
  const said =
    typed.began === undefined ? typed : { ...typed, ...heardAfter(typed.began, ago, now, timeZone) };
  if (said.began !== "exact") return { began: said.began ?? null, beganAt: null };
  if (said.beganAt === undefined) throw new Refused(refuse("REQUIRED", { field: "beganAt" }));
  if (!mayHaveBegun(said.beganAt, now)) throw new Refused(refuse("BAD_TIME", { field: "beganAt" }));
  return { began: said.began, beganAt: new Date(said.beganAt) };
}

/** The wish, if it can be had. Refusal: BAD_TIME (wish). */
export function wishOf(wish: Wish, now: Date, timeZone: string): Wish {
  if (!mayWish(wish, now, timeZone)) throw new Refused(refuse("BAD_TIME", { field: "wish" }));
  return wish;
}
