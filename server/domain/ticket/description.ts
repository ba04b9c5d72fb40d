import { isRefusal, type Refusal } from "../refusal.ts";
import { readWords } from "../text/words.ts";

/** Characters of a report's description, at most. */
export const longestDescription = 2_000;

/** Why these words cannot be a report's description (REQUIRED, TOO_LONG, BAD_CHARACTER); null when they can. */
export function descriptionRefusal(typed: string): Refusal | null {
  const read = readWords(typed, { max: longestDescription, required: true });
  return isRefusal(read) ? read : null;
}
