/** What the line shows, since when it has been painted (ms), and what it showed before that. */
export type Shown = { id: string | null; since: number; before: string | null };

/** Nobody reads a line and presses for it within less, ms. */
export const readAfter = 700;

/**
 * Which alarm a press is for: the one that is shown, once it could have been read. A press that comes with the change
 * was meant for what stood there before, if that still stands; else it is for none.
 */
export function pressedFor(shown: Shown, stands: (id: string) => boolean, at: number): string | null {
  if (at - shown.since >= readAfter) return shown.id;
  return shown.before !== null && stands(shown.before) ? shown.before : null;
}
