import { Learned, lessonOf, type Pieces, scoresOf, type Weights } from "./model.ts";
import { cutUp } from "./pieces.ts";

/** What triage needs of a fault in the catalogue. */
export type KnownFault = {
  code: string;
  categoryCode: string;
  nameZh: string;
  nameEn: string;
  skill: string;
  urgency: number;
  scope: string;
  at: "home" | "public" | "both";
  danger: string | null;
  words: readonly string[];
};

/** Often enough that every phrase of the catalogue is understood; more only learns it by heart. */
const rounds = 8;

/**
 * What the catalogue itself teaches: every name and everyday phrase of a fault is a ruling, gone through a few times.
 * The same catalogue always gives the same weights.
 */
export function primed(faults: readonly KnownFault[]): Weights {
  const phrases = faults.flatMap((fault) =>
    [fault.nameZh, fault.nameEn, ...fault.words].map((words) => ({
      code: fault.code,
      pieces: cutUp(words).pieces,
    })),
  );
  const learned = new Learned();
  for (let round = 0; round < rounds; round++) {
    for (const phrase of inTurn(phrases, round)) {
      const scores = scoresOf(phrase.pieces, learned.weights);
      learned.add(phrase.pieces, lessonOf(phrase.pieces, scores, phrase.code));
    }
  }
  return learned.weights;
}

type Phrase = { code: string; pieces: Pieces };

/** Another order each round, so that no fault always has the last word; always the same orders. */
function inTurn(phrases: readonly Phrase[], round: number): Phrase[] {
  const stride = [1, 7, 11, 13, 17, 19, 23, 29][round % 8]!;
  const turned: Phrase[] = [];
  for (let start = 0; start < stride; start++)
    for (let index = start; index < phrases.length; index += stride) turned.push(phrases[index]!);
  return turned;
}
