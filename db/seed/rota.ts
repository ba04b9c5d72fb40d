import type { Random } from "./random.ts";

const hour = 3_600_000;
const day = 24 * hour;
/** Shanghai has had one offset since 1991. */
const east = 8 * hour;

/** Midnight at the sites, ms, of the local day that holds this instant. */
export function midnight(at: number): number {
  return Math.floor((at + east) / day) * day - east;
}

/** Hours since local midnight, 0 to 24. */
export function hourOf(at: number): number {
  return (at - midnight(at)) / hour;
}

/** 0 Sunday to 6 Saturday, local. */
export function weekday(at: number): number {
  return (Math.floor((at + east) / day) + 4) % 7;
}

/** Whole local days since 1970; where a person stands in his rota follows from it. */
function dayNumber(at: number): number {
  return Math.floor((at + east) / day);
}

export type Shift = { id: string; personId: string; startsAt: number; endsAt: number };

/** Local hours from midnight; shifts overlap where most is reported and at hand-over. */
const turns = { day: [7.5, 17], evening: [15, 24.5], night: [23, 32.5] } as const;
const turnOrder = ["day", "evening", "night"] as const;

/** Six days, six evenings, six nights, each followed by a day off: 21 days, then again. */
export function technicianShifts(
  random: Random,
  personId: string,
  phase: number,
  from: number,
  to: number,
): Shift[] {
  const shifts: Shift[] = [];
  for (let start = midnight(from) - day; start < to; start += day) {
    const position = (dayNumber(start) + phase) % 21;
    if (position % 7 === 6) continue;
    const [begin, end] = turns[turnOrder[Math.floor(position / 7)]!];
    shifts.push({
      id: random.id(start),
      personId,
      startsAt: start + begin * hour,
      endsAt: start + end * hour,
    });
  }
  return shifts;
}

/** Control room and hotline: twelve hours of day, twelve of night, two days off, in four places of a ring. */
export function deskShifts(
  random: Random,
  personId: string,
  place: number,
  from: number,
  to: number,
): Shift[] {
  const shifts: Shift[] = [];
  for (let start = midnight(from) - day; start < to; start += day) {
    const position = (dayNumber(start) + place) % 4;
    if (position > 1) continue;
    const begin = start + (position === 0 ? 8 : 20) * hour;
    shifts.push({ id: random.id(start), personId, startsAt: begin, endsAt: begin + 12 * hour });
  }
  return shifts;
}

/** Nine to six; leads also work Saturdays in turn. */
export function officeShifts(
  random: Random,
  personId: string,
  saturdays: 0 | 1 | null,
  from: number,
  to: number,
): Shift[] {
  const shifts: Shift[] = [];
  for (let start = midnight(from); start < to; start += day) {
    const today = weekday(start);
    const saturdayTurn = today === 6 && Math.floor(dayNumber(start) / 7) % 2 === saturdays;
    if (today === 0 || (today === 6 && !saturdayTurn)) continue;
    shifts.push({ id: random.id(start), personId, startsAt: start + 9 * hour, endsAt: start + 18 * hour });
  }
  return shifts;
}

/** The same rota with one person surely at work around `now`, for `hours` more. */
export function onDutyNow(
  random: Random,
  shifts: Shift[],
  personId: string,
  now: number,
  hours: number,
): Shift[] {
  const startsAt = Math.floor((now - 2 * hour) / (hour / 2)) * (hour / 2);
  const endsAt = startsAt + (2 + hours) * hour;
  const others = shifts.filter((s) => s.endsAt <= startsAt || s.startsAt >= endsAt);
  return [...others, { id: random.id(startsAt), personId, startsAt, endsAt }].sort(
    (a, b) => a.startsAt - b.startsAt,
  );
}

export function onShift(shifts: Shift[], at: number): Shift | undefined {
  return shifts.find((s) => s.startsAt <= at && s.endsAt > at);
}
