const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, known);
  return known;
}

/** `14:30` at the site; with the date before it when that is not the day of `now` there. Both are ISO instants. */
export function timeWords(iso: string, timeZone: string, locale: string, now: string): string {
  const at = new Date(iso);
  const time = format("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(at);
  const day = format("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  if (day.format(at) === day.format(new Date(now))) return time;
  const date = locale.startsWith("zh")
    ? format("zh-CN", { timeZone, month: "long", day: "numeric" })
    : format("en-GB", { timeZone, month: "short", day: "numeric" });
  return `${date.format(at)} ${time}`;
}

/** The zone as people write it, such as GMT+8. */
export function zoneWords(timeZone: string, now: string): string {
  const parts = format("en-GB", { timeZone, timeZoneName: "short", hour: "numeric" }).formatToParts(
    new Date(now),
  );
  return parts.find((part) => part.type === "timeZoneName")?.value ?? timeZone;
}

/** `2026年11月3日`, `3 November 2026`: the day at the site. */
export function dayWords(iso: string, timeZone: string, locale: string): string {
  return format(locale.startsWith("zh") ? "zh-CN" : "en-GB", { timeZone, dateStyle: "long" }).format(
    new Date(iso),
  );
}
