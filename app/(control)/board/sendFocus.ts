import { isTyping } from "./useKeys.ts";

/** For so many frames is looked for what is not drawn yet. */
const patience = 4;

/** Each sending of the focus; one that has been followed by another comes to nothing. */
let turn = 0;
/** The job that the focus is on its way to. */
let awaited: string | null = null;

/** The job that the next key is about, although the focus is not there yet. */
export function jobAwaited(): string | null {
  return awaited;
}

/** The focus stays where it is now, wherever it was to go. */
export function keepFocus(): void {
  turn += 1;
  awaited = null;
}

/**
 * Runs in the next frame, to focus what is drawn by then; not at all when the focus has been sent elsewhere meanwhile, or
 * the person has begun to type somewhere else, whose words would be heard as keys.
 */
export function unlessTyping(run: () => void): void {
  keepFocus();
  const mine = turn;
  const from = document.activeElement;
  requestAnimationFrame(() => {
    const now = document.activeElement;
    if (mine === turn && (now === from || !isTyping(now))) run();
  });
}

/**
 * Moves the focus at once, or the next key would be about what had it before. Where the element is not drawn yet, nothing
 * has the focus until it is, and keys are about `ticketId`.
 */
export function sendFocus(
  find: () => HTMLElement | null | undefined,
  ticketId: string | null,
  go: (to: HTMLElement) => void = (to) => to.focus({ preventScroll: true }),
): void {
  keepFocus();
  const drawn = find();
  if (drawn) {
    go(drawn);
    return;
  }
  const had = document.activeElement;
  if (had instanceof HTMLElement) had.blur();
  awaited = ticketId;
  const mine = turn;
  const look = (tries: number) =>
    requestAnimationFrame(() => {
      if (mine !== turn) return;
      const to = find();
      // Whoever has gone elsewhere by himself stays there.
      const free = document.activeElement === null || document.activeElement === document.body;
      if (free && !to && tries > 1) return look(tries - 1);
      keepFocus();
      if (free && to) go(to);
      else if (free && had instanceof HTMLElement) had.focus({ preventScroll: true });
    });
  look(patience);
}
