"use client";
import { useFormatter, useTranslations } from "use-intl";
import { useServerClock } from "./serverClock.ts";

const minute = 60_000;

/** How long until `dueAt` (ISO), by the server's clock; behind it, how long since, with a minus. Seconds only near it. */
export function Countdown({ dueAt }: { dueAt: string }) {
  const t = useTranslations("shared.countdown");
  const format = useFormatter();
  const due = Date.parse(dueAt);
  const coarse = useServerClock(10_000);
  const near = Math.abs(due - coarse) < 11 * minute;
  const now = useServerClock(near ? 1_000 : 10_000);
  const left = due - now;
  const clock = clockWords(Math.abs(left));
  const state = left < 0 ? "late" : left < 30 * minute ? "soon" : "calm";
  return (
    <time
      className="countdown"
      data-state={state}
      dateTime={dueAt}
      title={t("due", { time: format.dateTime(new Date(due), { dateStyle: "medium", timeStyle: "short" }) })}
      suppressHydrationWarning
    >
      {left < 0 && <span aria-hidden>−</span>}
      {left < 0 && <span className="visually-hidden">{t("lateBy")} </span>}
      {clock.days > 0 ? t("days", { days: clock.days, hours: clock.hours }) : clock.text}
    </time>
  );
}

/** `08:40` below ten minutes, `2:10` in hours and minutes above, and days apart. `span` in ms, not negative. */
export function clockWords(span: number): { days: number; hours: number; text: string } {
  const seconds = Math.floor(span / 1000);
  const two = (figure: number) => String(figure).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60);
  const text =
    span < 10 * minute
      ? `${two(minutes)}:${two(seconds % 60)}`
      : hours > 0
        ? `${hours}h${two(minutes % 60)}`
        : `${minutes}'`;
  return { days: Math.floor(hours / 24), hours: hours % 24, text };
}
