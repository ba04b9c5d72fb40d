import type { Window } from "./slots.ts";

/** `11月25日周三 14:00–15:00`, `Wed 25 Nov 14:00–15:00`: a window in the site's time, for messages and pages. */
export function windowWords({ from, until }: Window, timeZone: string, locale: "zh" | "en"): string {
  return `${dayWords(from, timeZone, locale)} ${hoursWords({ from, until }, timeZone)}`;
}

/** `11月25日周三`, `Wed 25 Nov`. */
export function dayWords(iso: string, timeZone: string, locale: "zh" | "en"): string {
  const at = new Date(iso);
  const of = (part: Intl.DateTimeFormatOptions, tag: string) =>
    new Intl.DateTimeFormat(tag, { timeZone, ...part }).format(at);
  if (locale === "zh")
    return `${of({ month: "long", day: "numeric" }, "zh-CN")}${of({ weekday: "short" }, "zh-CN")}`;
  return `${of({ weekday: "short" }, "en-GB")} ${of({ day: "numeric", month: "short" }, "en-GB")}`;
}

/** `14:00–15:00`. */
export function hoursWords({ from, until }: Window, timeZone: string): string {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
  return `${clock.format(new Date(from))}–${clock.format(new Date(until))}`;
}
