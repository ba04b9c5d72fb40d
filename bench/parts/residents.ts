import type { Kind } from "#server/domain/triage/kind.ts";

/**
 * What 49 messages of residents are, judged by hand for this benchmark: which tell of something broken that a
 * technician could be sent to, and which categories of the catalogue may then take it. By the number of the row, first
 * is 1; the words stay in the file.
 */
export const repairs: Record<number, string[]> = {
  2: ["electrical"],
  6: ["lifts"],
  9: ["walls"],
  11: ["walls"],
  14: ["plumbing"],
  15: ["walls", "plumbing"],
  16: ["lifts"],
  20: ["plumbing"],
  21: ["walls", "grounds", "plumbing"],
  23: ["lifts"],
  24: ["plumbing"],
  25: ["electrical", "grounds"],
  26: ["plumbing"],
  29: ["plumbing"],
  30: ["walls", "grounds"],
  36: ["walls"],
  37: ["plumbing"],
  47: ["walls"],
};

/** A repair and a quarrel or a wish in one; either reading is right, so they are not counted. */
export const either: ReadonlySet<number> = new Set([4, 8, 40, 43]);

/** Is it read as it was judged? Null where it was judged to be both. */
export function readRight(row: number, kind: Kind): boolean | null {
  if (either.has(row)) return null;
  return (kind === "repair") === row in repairs;
}
