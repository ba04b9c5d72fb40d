import { type Refusal, refuse } from "../refusal.ts";

export const bidi = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g;
export const invisible =
  /\p{White_Space}|\p{Cf}|\p{Cc}|\u00ad|\u034f|\u115f|\u1160|\u17b4|\u17b5|\u3164|\uffa0/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the very characters that cannot be kept
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Code units of one character as a reader sees it, at most on average: a family of four is eleven. */
const unitsPerCharacter = 16;
const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * What a person typed, made fit to keep: trimmed, newlines unified, direction overrides taken out. Lengths count
 * characters as a reader sees them. Refusals: BAD_CHARACTER, REQUIRED, TOO_LONG (params.max, and params.over: how many
 * are too many).
 */
export function readWords(typed: string, rule: { max: number; required: boolean }): string | Refusal {
  if (!typed.isWellFormed() || control.test(typed.replaceAll("\r\n", "\n").replaceAll("\r", "\n"))) {
    return refuse("BAD_CHARACTER");
  }
  const words = typed.replaceAll(/\r\n?/g, "\n").replaceAll(bidi, "").trim();
  if (words.replaceAll(invisible, "") === "") return rule.required ? refuse("REQUIRED") : "";
  const over = tooMany(words, rule.max);
  return over === 0 ? words : refuse("TOO_LONG", { params: { max: rule.max, over } });
}

/** Something was typed that `readWords` takes out without a word of refusal. */
export function isCleaned(typed: string): boolean {
  return typed.replaceAll(bidi, "") !== typed;
}

/** Characters beyond `max`; a heap of marks on one letter counts for what it takes to keep. */
function tooMany(words: string, max: number): number {
  if (words.length <= max) return 0;
  // What is far too long is not counted as a reader would.
  if (words.length > max * unitsPerCharacter) return Math.max(1, [...words].length - max);
  let count = 0;
  for (const _ of segmenter.segment(words)) count++;
  return Math.max(0, count - max);
}
