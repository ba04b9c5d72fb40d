/** From one instant to another, ms. */
export type Span = { from: number; until: number };

/** Shifts that touch are one stretch: who works from eight to four and from four to twelve is there the whole time. */
export function joined(spans: readonly Span[]): Span[] {
  const whole: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = whole.at(-1);
    if (last && span.from <= last.until) last.until = Math.max(last.until, span.until);
    else whole.push({ ...span });
  }
  return whole;
}

/** The stretch that runs at this moment; undefined off shift. */
export function stretchAt(spans: readonly Span[], at: number): Span | undefined {
  return joined(spans).find((span) => span.from <= at && span.until > at);
}

/** The part of one span that lies in another; it ends before it begins where there is none. */
export function within({ from, until }: Span, span: Span): Span {
  return { from: Math.max(from, span.from), until: Math.min(until, span.until) };
}
