import { stretchAt } from "../dispatch/shifts.ts";

/** A person's shift; ISO instants. */
export type Span = { from: string; until: string };
/**
 * `unrostered`: no shifts are kept for this person, so an open board means that he is there. `until`: the end of the
 * stretch of shifts that he is in.
 */
export type Duty = { state: "on" | "off" | "unrostered"; until: string | null };

/** Is this person at work, by the shifts of the days around now? Who is rostered and has none now is off duty. */
export function dutyAt(shifts: readonly Span[], now: string): Duty {
  if (shifts.length === 0) return { state: "unrostered", until: null };
  const spans = shifts.map(({ from, until }) => ({ from: Date.parse(from), until: Date.parse(until) }));
  const stretch = stretchAt(spans, Date.parse(now));
  if (stretch === undefined) return { state: "off", until: null };
  return { state: "on", until: new Date(stretch.until).toISOString() };
}

/** What was known of a person's duty, as it is by now, ms: a shift that was known to end has ended without a word. */
export function dutyBy(known: Duty, now: number): Duty {
  const over = known.state === "on" && known.until !== null && Date.parse(known.until) <= now;
  return over ? { state: "off", until: null } : known;
}
