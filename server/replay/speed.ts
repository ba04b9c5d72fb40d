/** How fast rows are filed: `60x` divides the real gaps, `20/s` is a steady rate, `max` waits for nothing. */
export type Speed =
  | { kind: "factor"; factor: number }
  | { kind: "rate"; perSecond: number }
  | { kind: "max" };

export function readSpeed(words: string): Speed {
  if (words === "max") return { kind: "max" };
  const match = /^(\d+(?:\.\d+)?)(x|\/s)$/.exec(words);
  const figure = Number(match?.[1]);
  if (match === null || !(figure > 0)) {
    throw new Error(
      `--speed ${words} is not understood: say 60x (sixty times real time), 20/s (reports per second) or max.`,
    );
  }
  return match[2] === "x" ? { kind: "factor", factor: figure } : { kind: "rate", perSecond: figure };
}

/** Milliseconds after the start at which the nth row, opened at `openedAt`, is due; the first is due at once. */
export function dueAfter(speed: Speed, nth: number, openedAt: Date, firstOpenedAt: Date): number {
  if (speed.kind === "max") return 0;
  if (speed.kind === "rate") return (nth * 1000) / speed.perSecond;
  return (openedAt.getTime() - firstOpenedAt.getTime()) / speed.factor;
}
