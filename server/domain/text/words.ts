import { type Refusal, refuse } from "../refusal.ts";

export const bidi = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g;
export const invisible =
  /\p{White_Space}|\p{Cf}|\p{Cc}|\u00ad|\u034f|\u115f|\u1160|\u17b4|\u17b5|\u3164|\uffa0/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the very characters that cannot be kept
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/**
 * What a person typed, made fit to keep: trimmed, newlines unified, direction overrides taken out. Lengths count
 * characters as a reader sees code points. Refusals: BAD_CHARACTER, REQUIRED, TOO_LONG (params.max).
 */
export function readWords(typed: string, rule: { max: number; required: boolean }): string | Refusal {
  if (!typed.isWellFormed() || control.test(typed.replaceAll("\r\n", "\n").replaceAll("\r", "\n"))) {
    return refuse("BAD_CHARACTER");
  }
  const words = typed.replaceAll(/\r\n?/g, "\n").replaceAll(bidi, "").trim();
  if (words.replaceAll(invisible, "") === "") return rule.required ? refuse("REQUIRED") : "";
  if ([...words].length > rule.max) return refuse("TOO_LONG", { params: { max: rule.max } });
  return words;
}
