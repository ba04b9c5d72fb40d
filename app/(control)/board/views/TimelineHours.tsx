"use client";
import type { Span } from "#server/domain/dispatch/shifts.ts";
import type { useDayWords } from "./dayWords.ts";
import { nameWidth } from "./timelineSize.ts";

/** Hours narrower than this are named every third time, px. */
const narrow = 44;
/** Nearer to the present than this an hour's name would stand under its label, px. */
const hidden = { before: 52, after: 22 };

type Props = {
  span: Span;
  track: number;
  end: number;
  now: number | null;
  words: ReturnType<typeof useDayWords>;
};

/** The hours on top, and where we are among them. */
export function TimelineHours({ span, track, end, now, words }: Props) {
  const x = (at: number) => nameWidth + ((at - span.from) / (span.until - span.from)) * track;
  const all = (span.until - span.from) / 3_600_000;
  const step = track / all < narrow ? 3 : 1;
  const hours = Array.from({ length: Math.ceil(all / step) }, (_, n) => span.from + n * step * 3_600_000);
  return (
    <div className="timeline-hours" style={{ width: nameWidth + track + end }} aria-hidden>
      {hours.map((at) => (
        <span key={at} className="timeline-hour" style={{ left: x(at) }}>
          {(now === null || x(at) - x(now) > hidden.after || x(now) - x(at) > hidden.before) &&
            words.clock(at)}
        </span>
      ))}
      {now !== null && (
        <span className="timeline-now-label" style={{ left: x(now) }}>
          {words.clock(now)}
        </span>
      )}
    </div>
  );
}
