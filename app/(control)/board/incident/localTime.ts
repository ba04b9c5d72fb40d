/** What a datetime-local field holds, read in the site's time zone; null for what is no time. */
export function fromField(typed: string, timeZone: string): string | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(typed);
  if (match === null) return null;
  const [year, month, day, hour, minute] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  // Twice, because the first guess may lie on the other side of a change of clocks.
  let at = wanted;
  for (let step = 0; step < 2; step++) at = wanted - offsetOf(at, timeZone);
  return new Date(at).toISOString();
}

/** The other way round, to the minute. */
export function toField(iso: string, timeZone: string): string {
  const at = Date.parse(iso);
  return new Date(at + offsetOf(at, timeZone)).toISOString().slice(0, 16);
}

function offsetOf(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const local = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
  return local - Math.floor(at / 1000) * 1000;
}
