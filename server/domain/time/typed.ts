import { type Refusal, refuse } from "../refusal.ts";
import { offsetAt } from "./zone.ts";

/**
 * What somebody typed as a day and a minute (`2026-11-24T09:30`), read on the clocks of that zone: the instants at which
 * they show it, first one first. Two where the clocks are put back over it. Refusals: BAD_TIME for what is no time,
 * NO_SUCH_TIME for a minute that the clocks skip.
 */
export function readTyped(typed: string, timeZone: string): [first: string, second?: string] | Refusal {
  const found = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(typed);
  const shown = found ? Date.parse(`${typed}:00Z`) : Number.NaN;
  // February 30 would be read as a day in March.
  if (Number.isNaN(shown) || !new Date(shown).toISOString().startsWith(typed)) return refuse("BAD_TIME");
  const around = [shown - 86_400_000, shown + 86_400_000].map((at) => offsetAt(at, timeZone));
  const real = [...new Set(around)]
    .map((offset) => shown - offset)
    .filter((at) => at + offsetAt(at, timeZone) === shown)
    .sort((a, b) => a - b)
    .map((at) => new Date(at).toISOString());
  const [first, second] = real;
  if (first === undefined) return refuse("NO_SUCH_TIME");
  return second === undefined ? [first] : [first, second];
}

/** The other way round: what the clocks of that zone show at this instant, to the minute. */
export function typedAt(iso: string, timeZone: string): string {
  const at = Date.parse(iso);
  return new Date(at + offsetAt(at, timeZone)).toISOString().slice(0, 16);
}
