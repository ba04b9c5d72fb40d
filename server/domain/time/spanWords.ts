import type { Span } from "./calendar.ts";

export type SpanProblem = "form" | "ends" | "apart" | "many";

/** More stretches than anybody works in a day are a slip of the keyboard. */
const mostSpans = 6;

/** `08:30`; the midnight that ends a day is `24:00`. */
export function minuteWords(minute: number): string {
  const two = (figure: number) => String(figure).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** `08:30-12:00, 13:30-17:30`; empty for a day without work. */
export function spanWords(spans: readonly Span[]): string {
  return spans.map(([from, until]) => `${minuteWords(from)}-${minuteWords(until)}`).join(", ");
}

/** Reads such words as somebody types them, with Chinese marks too; the first thing that is wrong where they are not right. */
export function readSpans(words: string): { spans: Span[] } | { problem: SpanProblem } {
  const plain = words.normalize("NFKC").replace(/[~–—至到]/g, "-");
  const parts = plain.split(/[,、;]/).map((part) => part.replace(/\s/g, ""));
  const typed = parts.filter((part) => part !== "");
  if (typed.length > mostSpans) return { problem: "many" };
  const spans: Span[] = [];
  for (const part of typed) {
    const found = /^(\d{1,2}):(\d{2})-+(\d{1,2}):(\d{2})$/.exec(part);
    if (found === null) return { problem: "form" };
    const [, fromHour, fromMinute, untilHour, untilMinute] = found.map(Number);
    const from = fromHour! * 60 + fromMinute!;
    const until = untilHour! * 60 + untilMinute!;
    if (fromMinute! > 59 || untilMinute! > 59 || from > 1440 || until > 1440) return { problem: "form" };
    if (from >= until) return { problem: "ends" };
    const last = spans.at(-1);
    if (last !== undefined && last[1] >= from) return { problem: "apart" };
    spans.push([from, until]);
  }
  return { spans };
}
