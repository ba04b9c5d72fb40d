/**
 * A linear model that learns one decision at a time. What it has learned is a whole number per piece and label; a lesson
 * only adds to such numbers, so lessons may be written in any order, side by side, and are taken back to the last digit
 * by subtracting them.
 */
export type Weights = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** A text as the pieces it is made of, each once. */
export type Pieces = readonly string[];

/** What a lesson adds to every piece of its text, in millionths. */
export type Step = { label: string; step: number };

/** Numbers are kept in millionths. */
const unit = 1e-6;
/** So far ahead of every rival the right label has to be before there is nothing to learn. */
const margin = 1;
/** The largest step that one decision may make: a slip of the mouse is one decision. */
const boldest = 1;
/** So many rivals are pushed back at once. */
const rivals = 3;

/** What speaks for each label; the longer the text, the less each piece says. Empty where nothing is known. */
export function scoresOf(pieces: Pieces, ...knowledge: Weights[]): Map<string, number> {
  const scores = new Map<string, number>();
  const scale = unit / Math.sqrt(Math.max(1, pieces.length));
  for (const weights of knowledge) {
    for (const piece of pieces) {
      for (const [label, weight] of weights.get(piece) ?? [])
        scores.set(label, (scores.get(label) ?? 0) + weight * scale);
    }
  }
  return scores;
}

/** The labels, best first; equal ones in the order of their names, so that the same text is always read the same. */
export function ranked(scores: ReadonlyMap<string, number>): Array<{ label: string; score: number }> {
  return [...scores]
    .map(([label, score]) => ({ label, score }))
    .sort((a, b) => b.score - a.score || (a.label < b.label ? -1 : 1));
}

/**
 * What to add when a person has ruled that the text is `right`: nothing where that was clear already, else as little as
 * makes it so. Rivals are the labels that scored; a label never seen before is learned against them.
 */
export function lessonOf(pieces: Pieces, scores: ReadonlyMap<string, number>, right: string): Step[] {
  const mine = scores.get(right) ?? 0;
  const close = closest(scores, right);
  const scale = 1 / Math.sqrt(Math.max(1, pieces.length));
  const steps = new Map<string, number>();
  for (const { label, score } of close) {
    const loss = margin - (mine - score);
    if (loss <= 0) continue;
    const step = (Math.min(boldest, loss / 2) / close.length) * scale;
    steps.set(right, (steps.get(right) ?? 0) + step);
    steps.set(label, -step);
  }
  // The very first lesson has no rival.
  if (close.length === 0 && mine < margin) steps.set(right, Math.min(boldest, margin - mine) * scale);
  return [...steps]
    .map(([label, step]) => ({ label, step: Math.round(step / unit) }))
    .filter(({ step }) => step !== 0);
}

/** The strongest rivals, without sorting all the others. */
function closest(
  scores: ReadonlyMap<string, number>,
  right: string,
): Array<{ label: string; score: number }> {
  const close: Array<{ label: string; score: number }> = [];
  for (const [label, score] of scores) {
    if (label === right || (close.length === rivals && score <= close[rivals - 1]!.score)) continue;
    close.push({ label, score });
    close.sort((a, b) => b.score - a.score);
    close.length = Math.min(close.length, rivals);
  }
  return close;
}

/** Weights in memory that lessons are added to. */
export class Learned {
  readonly weights = new Map<string, Map<string, number>>();

  add(pieces: Pieces, steps: readonly Step[]): void {
    for (const piece of pieces) {
      const labels = this.weights.get(piece) ?? new Map<string, number>();
      this.weights.set(piece, labels);
      for (const { label, step } of steps) labels.set(label, (labels.get(label) ?? 0) + step);
    }
  }
}
