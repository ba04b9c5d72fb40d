/** How people say since when it is so; `exact` comes with the instant. */
export const beganWords = ["now", "today", "yesterday", "days", "weeks", "exact"] as const;
export type Began = (typeof beganWords)[number];

/** Before this nobody can have known of it: a slip of the finger, not a date. */
const oldest = Date.parse("2000-01-01T00:00:00Z");
/** A phone's clock may be so far ahead, ms. */
const ahead = 5 * 60_000;

/** May it have begun then? Not in the future, and not in another century. */
export function mayHaveBegun(at: string, now: Date): boolean {
  const began = Date.parse(at);
  return began >= oldest && began <= now.getTime() + ahead;
}
