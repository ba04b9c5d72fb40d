import { z } from "zod";
import { isRefusal } from "../domain/refusal.ts";
import { readWords } from "../domain/text/words.ts";

/** Ids are UUIDs everywhere on the wire. */
export const id = z.uuid({ error: "BAD_ID" });

/** The version of the ticket that the person saw when deciding. */
export const version = z.int({ error: "BAD_ID" }).min(1).max(1_000_000);

export const urgency = z.literal([1, 2, 3, 4], { error: "REQUIRED" });

/** Free words of at most `max` characters; the message of an issue is `CODE` or `CODE:max:over`. */
export function words(max: number, required = true) {
  return z.string({ error: "REQUIRED" }).transform((typed, context) => {
    const read = readWords(typed, { max, required });
    if (!isRefusal(read)) return read;
    const { max: limit, over } = read.params ?? {};
    const message = limit === undefined ? read.code : `${read.code}:${limit}:${over}`;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });
}

/** An instant with its zone; anything Date cannot hold is refused as BAD_TIME. */
export const instant = z.iso.datetime({ offset: true, error: "BAD_TIME" }).transform((iso, context) => {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() > 9999) {
    context.addIssue({ code: "custom", message: "BAD_TIME" });
    return z.NEVER;
  }
  return at.toISOString();
});

export const nothing = z.strictObject({});
