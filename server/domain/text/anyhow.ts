import { bidi, invisible } from "./words.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the very characters that cannot be kept
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/**
 * What a person in danger typed, made fit to keep whatever it is: what cannot be kept is left out, what is too long is
 * cut, nothing is refused.
 */
export function wordsAnyhow(typed: string, max: number): string {
  const words = typed.toWellFormed().replaceAll(/\r\n?/g, "\n").replaceAll(control, "").replaceAll(bidi, "");
  const short = [...words.trim()].slice(0, max).join("").trim();
  return short.replaceAll(invisible, "") === "" ? "" : short;
}
