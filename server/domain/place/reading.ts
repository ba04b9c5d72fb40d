import type { FiguresToken, Name } from "./addressWords.ts";
import { figureOf } from "./figure.ts";
import type { SpotWords } from "./spotWords.ts";

/** `said` stands in the typed words (after NFKC) as it is; `figure` is what other ways of writing it share. */
export type Part = { said: string; figure: string };
export type PartName = "road" | "building" | "unit" | "floor" | "room";

/** One way to understand an address. `doubt` 0: every figure came with its own word; more: more was concluded. */
export type Reading = Partial<Record<PartName, Part>> & { spot?: SpotWords; names: string[]; doubt: number };

/** How far an address is read, in one of the ways it can be. */
export type State = {
  parts: Reading;
  /** What came just before: a kind of name or the part that was set. */
  last: Name | PartName | "spot";
  /** A market or an office building was named: its figures are stalls and offices. */
  hall: boolean;
  /** The part that 号 alone was taken for; it gives way to 栋. */
  weak: "building" | "room" | null;
};

/** What the next figures can be, and how far from certain that is. */
export type Choice = { doubt: number; given: Partial<Record<PartName, string>> };

export function may(doubt: number, given: Choice["given"] = {}): Choice {
  return { doubt, given };
}

export function more(choices: Choice[], doubt: number, given: Choice["given"] = {}): Choice[] {
  return choices.map((one) => may(one.doubt + doubt, { ...given, ...one.given }));
}

/** The figures as the parts of these names, in order. */
export function named(names: PartName[], said: string[]): Choice["given"] {
  return Object.fromEntries(names.map((name, index) => [name, said[index]!]));
}

const partNames: string[] = ["road", "building", "unit", "floor", "room", "spot"];

export function isName(last: State["last"]): boolean {
  return !partNames.includes(last);
}

/** 3 figures, or a letter and 2: rooms mostly look so, buildings and units seldom. */
export function isRoomLike(said: string): boolean {
  return /[0-9]{3,}|^[a-z][0-9]{2,}$/i.test(figureOf(said));
}

/** 1201-1202: neighbours in a row rather than a building and its room. */
export function isRange(from: string, to: string, reach: number): boolean {
  const [a, b] = [from, to].map((figure) => /([0-9]+)[a-z]?$/i.exec(figure)?.[1] ?? "");
  return a !== "" && b !== "" && Number(b) > Number(a) && Number(b) - Number(a) <= reach;
}

/** The figures of a row as they were typed, with what joins them. */
export function between({ text }: FiguresToken, said: string[]): string {
  const last = said.at(-1)!;
  const end = text.lastIndexOf(last) + last.length;
  // From the end, so that the second 8 of 5-5-1203 is not taken for the first.
  let start = end - said.join("-").length;
  while (start > 0 && !text.startsWith(said[0]!, start)) start--;
  return text.slice(Math.max(0, start), end);
}
