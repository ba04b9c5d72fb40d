import { localDay } from "../time/day.ts";

/** Parts of a day in which somebody may come, in the site's time: hours from and to. */
export const dayParts = { morning: [8, 12], afternoon: [12, 18], evening: [18, 21] } as const;
export type DayPart = keyof typeof dayParts;
export const dayPartNames = Object.keys(dayParts) as [DayPart, ...DayPart[]];

/** When somebody may come: in one of these windows, or any time while there are none; and whether to call before. */
export type Wish = { callFirst: boolean; windows: Array<{ day: string; part: DayPart }> };

export const anyTime: Wish = { callFirst: false, windows: [] };
export const mostWindows = 6;
/** Days ahead that can be asked for, today among them. */
export const daysOffered = 7;

/** The days that can be asked for now, `YYYY-MM-DD` in the site's zone, with the parts that are not over yet. */
export function offeredDays(now: Date, timeZone: string): Array<{ day: string; parts: DayPart[] }> {
  const hour = Number(
    new Intl.DateTimeFormat("en", { timeZone, hour: "2-digit", hourCycle: "h23" }).format(now),
  );
  const [year, month, date] = localDay(now, timeZone).split("-").map(Number) as [number, number, number];
  return Array.from({ length: daysOffered }, (_, ahead) => {
    const day = new Date(Date.UTC(year, month - 1, date + ahead)).toISOString().slice(0, 10);
    const parts = dayPartNames.filter((part) => ahead > 0 || dayParts[part][1] > hour);
    return { day, parts };
  }).filter(({ parts }) => parts.length > 0);
}

/** Can this be wished now: days that are offered, each window once? */
export function mayWish({ windows }: Wish, now: Date, timeZone: string): boolean {
  const offered = offeredDays(now, timeZone);
  const names = windows.map(({ day, part }) => `${day} ${part}`);
  if (new Set(names).size !== names.length || names.length > mostWindows) return false;
  return windows.every(({ day, part }) =>
    offered.some((each) => each.day === day && each.parts.includes(part)),
  );
}

/** The windows in one order, as an event keeps them: `2026-11-24 morning, 2026-11-24 evening`. */
export function windowWords({ windows }: Wish): string {
  const rank = ({ day, part }: Wish["windows"][number]) => `${day} ${dayPartNames.indexOf(part)}`;
  return windows
    .toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))
    .map(({ day, part }) => `${day} ${part}`)
    .join(", ");
}
