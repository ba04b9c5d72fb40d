const parts = { yyyy: 4, MM: 2, dd: 2, HH: 2, hh: 2, mm: 2, ss: 2 } as const;
type Part = keyof typeof parts | "a";
const token = /yyyy|MM|dd|HH|hh|mm|ss|a/g;

export function isTimeFormat(format: string): boolean {
  if (format === "ISO") return true;
  return ["yyyy", "MM", "dd"].every((part) => format.includes(part));
}

/**
 * Makes a reader of wall-clock times at a time zone: the instant, or null for what is no time. Hours that a change of
 * clocks leaves out count as an hour later, hours that come twice as the first.
 */
export function wallClock(format: string, timeZone: string): (words: string) => Date | null {
  if (format === "ISO") return isoInstant;
  const order = (format.match(token) ?? []) as Part[];
  const literal = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "\\s+");
  const pieces = format.split(token).map(literal);
  const groups = order.map((part) => (part === "a" ? "([AaPp])\\.?[Mm]\\.?" : `(\\d{1,${parts[part]}})`));
  const pattern = new RegExp(`^${pieces.map((piece, index) => piece + (groups[index] ?? "")).join("")}$`);
  const offset = offsetOf(timeZone);

  return (words) => {
    const match = pattern.exec(words.trim());
    if (match === null) return null;
    const said: Partial<Record<Part, string>> = {};
    for (const [index, part] of order.entries()) said[part] = match[index + 1] ?? "";
    const number = (part: Part, fallback = 0) => (said[part] === undefined ? fallback : Number(said[part]));
    const [year, month, day, minute, second] = [
      number("yyyy"),
      number("MM"),
      number("dd"),
      number("mm"),
      number("ss"),
    ];
    let hour = number("HH");
    if (said.hh !== undefined) {
      hour = number("hh");
      if (hour < 1 || hour > 12) return null;
      hour = (hour % 12) + (said.a?.toLowerCase() === "p" ? 12 : 0);
    }
    if (year < 1900 || hour > 23 || minute > 59 || second > 59) return null;
    const local = Date.UTC(year, month - 1, day, hour, minute, second);
    const real = new Date(local);
    if (real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day) return null;
    const before = offset(local - 86_400_000);
    const then = offset(local - before);
    return new Date(local - (offset(local - then) === then ? then : before));
  };
}

function isoInstant(words: string): Date | null {
  const at = new Date(words.trim());
  return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(words.trim()) && !Number.isNaN(at.getTime()) ? at : null;
}

/** How far a zone's clocks are ahead of UTC at an instant, ms. */
function offsetOf(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const known = new Map<number, number>();
  return (instant) => {
    const quarter = Math.floor(instant / 900_000);
    const kept = known.get(quarter);
    if (kept !== undefined) return kept;
    const at = quarter * 900_000;
    const shown = Object.fromEntries(format.formatToParts(at).map((part) => [part.type, Number(part.value)]));
    const { year = 0, month = 1, day = 1, hour: h = 0, minute = 0, second = 0 } = shown;
    const offset = Date.UTC(year, month - 1, day, h, minute, second) - at;
    known.set(quarter, offset);
    return offset;
  };
}
