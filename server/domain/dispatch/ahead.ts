import { joined, type Span } from "./shifts.ts";

/**
 * Work that somebody holds and has not finished. `ms`: what is left of it; `begun`: he is at it or on the way; `kept`: not
 * begun, but his in a later shift too; `rests`: it is paused until then, ms, for ever where nobody knows; null while it does
 * not rest.
 */
export type Left = { id: string; ms: number; begun: boolean; kept: boolean; rests: number | null };
/** Where it is expected to lie, ms; work that does not fit into one shift lies in several pieces. */
export type Laid = { id: string; from: number; until: number };

/** Whoever is done so soon after his shift stays for it, ms. */
const stays = 30 * 60_000;

/**
 * When he is expected to do what he holds, in its order, from `now` on. What is begun goes on in the next shift where this
 * one ends before it is done, and so does what rests for longer or is kept for him; where no other is known he finishes it.
 * What else he has not begun when his shift ends goes back to the desk: it is `beyond`, one after the other behind that end.
 */
export function layAhead(
  held: readonly Left[],
  shifts: readonly Span[],
  now: number,
): { laid: Laid[]; beyond: Laid[] } {
  const [first, ...others] = joined(shifts).filter((shift) => shift.until > now);
  const [laid, beyond]: [Laid[], Laid[]] = [[], []];
  const goesOn: Array<{ id: string; ms: number; at: number }> = [];
  let free = now;
  for (const { id, ms, begun, kept, rests } of held) {
    const until = rests === null ? null : wakes(rests, first, now);
    if (until !== null && (first === undefined || until >= first.until)) {
      goesOn.push({ id, ms, at: until });
      continue;
    }
    const from = Math.max(free, until ?? now, begun ? now : (first?.from ?? now));
    if (kept && first !== undefined && from >= first.until) {
      goesOn.push({ id, ms, at: first.until });
      continue;
    }
    const onShift = first !== undefined && from >= first.from && from < first.until;
    // Who is at it after his shift, or has no other, is at it to its end.
    const ends = onShift && others.length > 0 && from + ms > first.until + stays;
    free = ends ? first.until : from + ms;
    (onShift || begun ? laid : beyond).push({ id, from, until: free });
    if (from + ms > free) goesOn.push({ id, ms: from + ms - free, at: free });
  }
  layOn(goesOn, others, laid);
  return { laid, beyond };
}

/** Of a pause without an end nothing is known but that it lasts longer than the shift that runs. */
function wakes(rests: number, first: Span | undefined, now: number): number {
  if (rests !== Number.POSITIVE_INFINITY || first === undefined) return Math.max(rests, now);
  return first.from >= now ? first.from : first.until;
}

/** What goes on, into the shifts that come, one after the other and after what is laid already. */
function layOn(
  goesOn: ReadonlyArray<{ id: string; ms: number; at: number }>,
  shifts: readonly Span[],
  laid: Laid[],
): void {
  let free = laid.at(-1)?.until ?? Number.NEGATIVE_INFINITY;
  for (const { id, ms, at } of goesOn.toSorted((a, b) => a.at - b.at)) {
    let left = ms;
    for (const shift of shifts) {
      const from = Math.max(shift.from, free, at);
      if (left <= 0 || from >= shift.until) continue;
      free = from + left > shift.until + stays ? shift.until : from + left;
      laid.push({ id, from, until: free });
      left -= free - from;
    }
  }
}
