import type { Pieces } from "#server/domain/triage/model.ts";

/** Something that answers with a class, and is then told the right one. */
export type Reader = {
  answer(words: readonly string[], pieces: Pieces): string | undefined;
  told(right: string, words: readonly string[], pieces: Pieces): void;
};

/** Answers with what came most often so far. */
export function mostFrequent(): Reader {
  const counts = new Map<string, number>();
  let best: string | undefined;
  return {
    answer: () => best,
    told(right) {
      const count = (counts.get(right) ?? 0) + 1;
      counts.set(right, count);
      if (best === undefined || count > (counts.get(best) ?? 0)) best = right;
    },
  };
}

/** The words that the classes are called by, and how a workshop shortens them. */
const named: Record<string, string> = {
  bucket: "Bucket",
  engine: "Engine",
  eng: "Engine",
  hydraulic: "Hydraulic System",
  hyd: "Hydraulic System",
  superstructure: "Superstructure",
  cylinder: "Hydraulic Cylinders",
  cyl: "Hydraulic Cylinders",
  drive: "Final Drive",
  induction: "Induction and Exhaust",
  exhaust: "Induction and Exhaust",
  radiator: "Radiator",
  turbo: "Turbochargers",
  turbocharger: "Turbochargers",
  slew: "Slew",
  transmission: "Transmission",
  driveshaft: "Driveshaft",
};

/** Parts of which somebody who has seen such texts knows whose they are. */
const parts: Record<string, string> = {
  tooth: "Bucket",
  teeth: "Bucket",
  motor: "Engine",
  hose: "Hydraulic System",
  hoses: "Hydraulic System",
};

/** Keywords that anybody could fix beforehand. Where none is said, what came most often so far. */
export const classNames = (): Reader => keywords(named);

/** The same and the parts, as somebody fixes them who has seen many such texts. */
export const namesAndParts = (): Reader => keywords({ ...named, ...parts });

function keywords(table: Record<string, string>): Reader {
  const otherwise = mostFrequent();
  return {
    answer: (words, pieces) =>
      words.map((word) => table[word]).find((name) => name !== undefined) ?? otherwise.answer(words, pieces),
    told: otherwise.told,
  };
}

/**
 * Keywords that somebody reads off the first texts and then leaves alone: a word that came at least three times there
 * and meant one class seven times of ten. A harder rival than the names: it has learned once.
 */
export function keywordsOfFirst(texts: number): Reader {
  const otherwise = mostFrequent();
  const seen = new Map<string, Map<string, number>>();
  let fixed: Map<string, { name: string; share: number }> | undefined;
  let count = 0;
  return {
    answer(words, pieces) {
      const hits = words.flatMap((word) => fixed?.get(word) ?? []).sort((a, b) => b.share - a.share);
      return hits[0]?.name ?? otherwise.answer(words, pieces);
    },
    told(right, words, pieces) {
      otherwise.told(right, words, pieces);
      if (fixed !== undefined) return;
      for (const word of new Set(words)) {
        const classes = seen.get(word) ?? new Map<string, number>();
        seen.set(word, classes.set(right, (classes.get(right) ?? 0) + 1));
      }
      if (++count === texts) fixed = keywordsOf(seen);
    },
  };
}

function keywordsOf(seen: Map<string, Map<string, number>>): Map<string, { name: string; share: number }> {
  const keywords = new Map<string, { name: string; share: number }>();
  for (const [word, classes] of seen) {
    const all = [...classes.values()].reduce((sum, count) => sum + count, 0);
    const [name, most] = [...classes].sort((a, b) => b[1] - a[1])[0]!;
    if (most >= 3 && most / all >= 0.7) keywords.set(word, { name, share: most / all });
  }
  return keywords;
}
