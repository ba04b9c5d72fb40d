import { localDay } from "../time/day.ts";

/** How people say since when it is so; `exact` comes with the instant. */
export const beganWords = ["now", "today", "yesterday", "days", "weeks", "exact"] as const;
export type Began = (typeof beganWords)[number];

/** Heard so much later, what was said of today or of now is said otherwise, ms. */
const late = 10 * 60_000;

/**
 * Since when it is so, said `ago` ms before it is heard, on the clocks of its place: "now" is the moment at which it was
 * pressed, and what was today then may be yesterday by now.
 */
export function heardAfter(
  began: Began,
  ago: number,
  now: Date,
  timeZone: string,
): { began: Began; beganAt?: string } {
  if (ago < late) return { began };
  const pressed = new Date(now.getTime() - ago);
  if (began === "now")
    return mayHaveBegun(pressed.toISOString(), now)
      ? { began: "exact", beganAt: pressed.toISOString() }
      : { began };
  if (began !== "today" && began !== "yesterday") return { began };
  const nights = Math.round(
    (Date.parse(localDay(now, timeZone)) - Date.parse(localDay(pressed, timeZone))) / 86_400_000,
  );
  if (nights <= 0) return { began };
  return { began: began === "today" && nights === 1 ? "yesterday" : "days" };
}

/** Before this nobody can have known of it: a slip of the finger, not a date. */
const oldest = Date.parse("2000-01-01T00:00:00Z");
/** A phone's clock may be so far ahead, ms. */
const ahead = 5 * 60_000;

/** May it have begun then? Not in the future, and not in another century. */
export function mayHaveBegun(at: string, now: Date): boolean {
  const began = Date.parse(at);
  return began >= oldest && began <= now.getTime() + ahead;
}
