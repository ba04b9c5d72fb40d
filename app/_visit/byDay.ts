import type { Window } from "#server/domain/appointment/slots.ts";
import { dayAt } from "#server/domain/time/zone.ts";

/** Windows by the site's days, in their order. */
export function byDay(
  windows: readonly Window[],
  timeZone: string,
): Array<{ day: string; windows: Window[] }> {
  const days = new Map<string, Window[]>();
  for (const window of windows) {
    const day = dayAt(Date.parse(window.from), timeZone);
    days.set(day, [...(days.get(day) ?? []), window]);
  }
  return [...days].map(([day, each]) => ({ day, windows: each }));
}
