import { initialsOf } from "#server/domain/place/initials.ts";

export const groups = [
  "command",
  "ticket",
  "desk",
  "shown",
  "tickets",
  "people",
  "presence",
  "views",
  "pages",
  "looks",
  // Last, because it is answered late and must not move what stands there.
  "reported",
] as const;
export type Group = (typeof groups)[number];

/** One line of the palette. `also`: what it is found by besides its words; `why`: why it cannot be done now. */
export type Item = {
  id: string;
  group: Group;
  words: string;
  also?: readonly string[];
  cap?: string | undefined;
  why?: string | undefined;
  /** Asks something more in the palette itself. */
  stays?: boolean;
  run(): void;
};

/** What an item is found by: its words in both languages, as they stand and by the initials of their syllables. */
export function soughtIn(names: readonly string[]): string[] {
  return names
    .flatMap((name) => [name.toLowerCase(), /\p{Script=Han}/u.test(name) ? initialsOf(name) : ""])
    .filter((name) => name !== "");
}

/**
 * How well typed words fit: 0 when a name begins with all of it, 1 when one begins with a word of it, 2 when every word is
 * somewhere; null when one is nowhere.
 */
export function fit(typed: string, sought: readonly string[]): 0 | 1 | 2 | null {
  const whole = typed.normalize("NFKC").toLowerCase().trim();
  const words = whole.split(/\s+/);
  if (!words.every((word) => sought.some((name) => name.includes(word)))) return null;
  if (sought.some((name) => name.startsWith(whole))) return 0;
  return sought.some((name) => words.some((word) => name.startsWith(word))) ? 1 : 2;
}
