const days = new Map<string, Intl.DateTimeFormat>();

/** The local calendar day at a time zone, `YYYY-MM-DD`. */
export function localDay(at: Date, timeZone: string): string {
  let day = days.get(timeZone);
  if (day === undefined) {
    day = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
    days.set(timeZone, day);
  }
  return day.format(at);
}

export function addMinutes(iso: string, minutes: number): string {
  return new Date(Date.parse(iso) + minutes * 60_000).toISOString();
}
