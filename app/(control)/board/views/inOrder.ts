import type { Technician } from "../BoardStore.ts";
import { asks, type Filter } from "../filterTickets.ts";
import type { DayRow } from "./dayRows.ts";

/** Belongs to a site that is asked for, and is named himself where somebody is. */
export function isAskedFor(who: Technician, filter: Pick<Filter, "siteIds" | "who">): boolean {
  const named = filter.who.filter((id) => id !== "none");
  return who.siteIds.some((siteId) => asks(filter.siteIds, siteId)) && asks(named, who.id);
}

/** Who is at work now first, then who has a shift or a job on this day, then the others; as they came among themselves. */
export function inOrder(
  technicians: readonly Technician[],
  days: ReadonlyMap<string, DayRow>,
  filter: Pick<Filter, "siteIds" | "who">,
  now: number,
): Technician[] {
  const mine = technicians.filter((who) => isAskedFor(who, filter));
  const ranked = Map.groupBy(mine, (who): number => {
    const row = days.get(who.id);
    if (row?.shifts.some((shift) => shift.from <= now && shift.until > now)) return 0;
    return row ? 1 : 2;
  });
  return [0, 1, 2].flatMap((each) => ranked.get(each) ?? []);
}
