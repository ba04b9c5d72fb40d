import { type Calendar, spansOn } from "../time/calendar.ts";
import { dayAfter, dayAt, instantOf, offsetAt } from "../time/zone.ts";

/** A stretch of time, ms since 1970; `until` is no longer in it. */
export type Stretch = { from: number; until: number };

/** When somebody comes and is done, as ISO instants. */
export type Window = { from: string; until: string };

/** What is known of a technician's time and of the work, to find when he can come. */
export type Asked = {
  now: number;
  /** When he is at work. */
  shifts: readonly Stretch[];
  /** What he has promised others; `way` is how many minutes he needs from there and back there. */
  promised: ReadonlyArray<Stretch & { way: number }>;
  /** Minutes of work in his hands that has no time of its own: it comes first. */
  openMinutes: number;
  /** Usual minutes of this work. */
  workMinutes: number;
  calendar: Calendar;
  /** Work that can wait is not done on days on which the site is closed. */
  planned: boolean;
};

const minute = 60_000;
/** Nobody rings at a home before or after, minutes from local midnight. */
export const visitHours = { from: 480, until: 1260 } as const;
/** Days that can be offered, today among them. */
export const slotDays = 7;
/** Nobody can be told of a visit that begins sooner, minutes. */
export const leadMinutes = 30;
/** Windows begin at the full and the half hour. */
const grid = 30;
/** Most windows that are worth showing. */
const mostSlots = 60;

/** How long a window is: the whole visit fits in, and it is never shorter than an hour. */
export function slotMinutes(workMinutes: number): number {
  return Math.max(60, Math.ceil(workMinutes / grid) * grid);
}

/**
 * When he can come: windows that may be booked and do not touch one another. In order, earliest first.
 */
export function freeSlots(asked: Asked): Window[] {
  const { now, calendar } = asked;
  const { timeZone } = calendar;
  const length = slotMinutes(asked.workMinutes);
  const slots: Window[] = [];
  let after = now;
  let day = dayAt(now, timeZone);
  for (let ahead = 0; ahead < slotDays; ahead++, day = dayAfter(day)) {
    for (let at = visitHours.from; at + length <= visitHours.until; at += grid) {
      const from = instantOf(day, at, timeZone);
      const slot = { from, until: from + length * minute };
      if (from < after || slots.length >= mostSlots || !bookable(asked, slot)) continue;
      slots.push(toWindow(slot));
      after = slot.until;
    }
  }
  return slots;
}

/**
 * May this window be promised: on the grid of the site's day and of the right length, on a day on which such work is
 * done, in one of his shifts, clear of what he has promised with the way there and back, and after the work in his hands?
 */
export function bookable(asked: Asked, slot: Stretch): boolean {
  const { now, calendar } = asked;
  const { timeZone } = calendar;
  const length = slotMinutes(asked.workMinutes);
  const day = dayAt(slot.from, timeZone);
  const at = (slot.from + offsetAt(slot.from, timeZone) - Date.parse(`${day}T00:00:00Z`)) / minute;
  const wait = Math.max(leadMinutes, asked.openMinutes) * minute;
  return (
    slot.until - slot.from === length * minute &&
    at % grid === 0 &&
    at >= visitHours.from &&
    at + length <= visitHours.until &&
    day < dayAfter(dayAt(now, timeZone), slotDays) &&
    showsSame(slot.from, day, at, timeZone) &&
    slot.from >= now + wait &&
    !(asked.planned && spansOn(calendar, day).length === 0) &&
    isFree(asked, slot)
  );
}

/** The same for a window as it travels. */
export function mayBook(asked: Asked, window: Window): boolean {
  return bookable(asked, toStretch(window));
}

/** Is it the minute that the clocks on the wall show, and show first? */
function showsSame(instant: number, day: string, at: number, timeZone: string): boolean {
  return instantOf(day, at, timeZone) === instant;
}

/** In one of his shifts, and clear of every promise? */
function isFree({ shifts, promised }: Pick<Asked, "shifts" | "promised">, slot: Stretch): boolean {
  return (
    shifts.some((shift) => shift.from <= slot.from && slot.until <= shift.until) &&
    promised.every((other) => clear(slot, other))
  );
}

/** Is there time for the way between the two? */
function clear(slot: Stretch, other: Stretch & { way: number }): boolean {
  const way = other.way * minute;
  return slot.until + way <= other.from || other.until + way <= slot.from;
}

export function toWindow({ from, until }: Stretch): Window {
  return { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
}

export function toStretch({ from, until }: Window): Stretch {
  return { from: Date.parse(from), until: Date.parse(until) };
}
