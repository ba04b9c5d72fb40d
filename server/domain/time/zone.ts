const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    clocks.set(timeZone, clock);
  }
  return clock;
}

/** How far the zone's clocks are ahead of UTC at this instant, ms. Throws RangeError for a zone that does not exist. */
export function offsetAt(instant: number, timeZone: string): number {
  const at = Math.floor(instant / 1000) * 1000;
  const part: Record<string, number> = {};
  for (const { type, value } of clockOf(timeZone).formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - at;
}

/**
 * The instant at which the zone's clocks show this minute of this day (`YYYY-MM-DD`, minutes from midnight, 1440 is the
 * next midnight). A minute that the clocks skip is the same span after the skip; one they show twice is the first.
 */
export function instantOf(day: string, minute: number, timeZone: string): number {
  const shown = Date.parse(`${day}T00:00:00Z`) + minute * 60_000;
  const before = offsetAt(shown - 86_400_000, timeZone);
  const after = offsetAt(shown + 86_400_000, timeZone);
  if (before === after) return shown - before;
  const real = [shown - before, shown - after].filter((at) => at + offsetAt(at, timeZone) === shown);
  return real.length === 0 ? shown - before : Math.min(...real);
}

/** Is this word a day that a calendar has, `YYYY-MM-DD`, and near enough that its neighbours have four figures, too? */
export function isCalendarDay(word: string): boolean {
  if (!/^[12]\d{3}-\d\d-\d\d$/.test(word)) return false;
  const at = Date.parse(`${word}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(word);
}

/** The local calendar day of an instant, `YYYY-MM-DD`. */
export function dayAt(instant: number, timeZone: string): string {
  return new Date(instant + offsetAt(instant, timeZone)).toISOString().slice(0, 10);
}

export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** 0 Sunday to 6 Saturday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}
