import type { Technician } from "../BoardStore.ts";
import type { DayRow } from "./dayRows.ts";

/** Who is at work now first, then who has a shift or a job on this day, then the others; as they came among themselves. */
export function inOrder(
  technicians: readonly Technician[],
  days: ReadonlyMap<string, DayRow>,
  filter: { siteId: string; who: string },
  now: number,
): Technician[] {
  const mine = technicians.filter(
    (who) =>
      (filter.siteId === "" || who.siteIds.includes(filter.siteId)) &&
      (filter.who === "" || filter.who === "none" || filter.who === who.id),
  );
  const ranked = Map.groupBy(mine, (who): number => {
    const row = days.get(who.id);
    if (row?.shifts.some((shift) => shift.from <= now && shift.until > now)) return 0;
    return row ? 1 : 2;
  });
  return [0, 1, 2].flatMap((each) => ranked.get(each) ?? []);
}
