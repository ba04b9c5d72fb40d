import { type Asked, freeSlots, mayBook, type Window } from "./slots.ts";

/** Most windows that are offered at once: a choice, not a timetable. */
export const mostOffered = 8;

/**
 * What can be chosen now: of the windows that were offered those that are still free; when all of them are gone, any
 * free one, so that nobody is left with nothing.
 */
export function choicesOf(offered: readonly Window[], time: Asked | null): Window[] {
  if (time === null) return [];
  const left = offered.filter((window) => mayBook(time, window));
  return left.length > 0 ? left : freeSlots(time);
}

/** Is it one of these? */
export function among(window: Window, choices: readonly Window[]): boolean {
  return choices.some((each) => each.from === window.from && each.until === window.until);
}

/** The windows as one word, for a refusal that brings the fresh ones along: `from/until,from/until`. */
export function windowsWord(windows: readonly Window[]): string {
  return windows.map(({ from, until }) => `${from}/${until}`).join(",");
}

export function fromWindowsWord(word: string): Window[] {
  return word.split(",").flatMap((each) => {
    const [from, until] = each.split("/");
    return from && until ? [{ from, until }] : [];
  });
}
