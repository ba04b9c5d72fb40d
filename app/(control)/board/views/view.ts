import { isCalendarDay } from "#server/domain/time/zone.ts";

/** The ways to look at the same live board, in the order of their keys 1 to 4. */
export const views = ["lanes", "list", "timeline", "plan"] as const;
export type View = (typeof views)[number];

/** As the address says it; lanes are what it means when it says nothing. */
export function readView(word: string | null): View {
  return views.find((view) => view === word) ?? "lanes";
}

/** The day that the address asks for; null, which is today, for what is no day. */
export function readDay(word: string | null): string | null {
  return word !== null && isCalendarDay(word) ? word : null;
}
