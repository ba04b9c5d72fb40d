import type { RecordForm } from "./form.ts";

/** The most of each that a phone can still be filled in with. */
export const most = { checks: 30, readings: 20, words: 120, unit: 20 } as const;

/**
 * What is wrong at one field of a form: `checks.0.zh`, `readings.1.max`, `readings.0.id`. RANGE: nothing lies between the
 * bounds; TWICE: two questions have the same name in their answers.
 */
export type FormProblem = { field: string; code: "REQUIRED" | "TOO_LONG" | "RANGE" | "TWICE" };

/** Everything that keeps a form from being used, in its order; empty when it may be. */
export function formProblems(form: RecordForm): FormProblem[] {
  const found: FormProblem[] = [];
  const text = (field: string, words: string, longest: number) => {
    if (words.trim() === "") found.push({ field, code: "REQUIRED" });
    else if ([...words].length > longest) found.push({ field, code: "TOO_LONG" });
  };
  const names = new Set<string>();
  for (const list of ["checks", "readings"] as const) {
    if (form[list].length > most[list]) found.push({ field: list, code: "TOO_LONG" });
    for (const [at, { id, zh, en }] of form[list].entries()) {
      text(`${list}.${at}.zh`, zh, most.words);
      text(`${list}.${at}.en`, en, most.words);
      if (names.has(id)) found.push({ field: `${list}.${at}.id`, code: "TWICE" });
      names.add(id);
    }
  }
  for (const [at, { unit, min, max }] of form.readings.entries()) {
    text(`readings.${at}.unit`, unit, most.unit);
    const finite = Number.isFinite(min) && Number.isFinite(max);
    for (const [name, bound] of [
      ["min", min],
      ["max", max],
    ] as const)
      if (!Number.isFinite(bound)) found.push({ field: `readings.${at}.${name}`, code: "REQUIRED" });
    if (finite && min >= max) found.push({ field: `readings.${at}.max`, code: "RANGE" });
  }
  return found;
}

/** A name for a new question, from its English words, that no other has; it never changes, so that answers keep it. */
export function nameFor(en: string, taken: readonly string[]): string {
  const plain = en
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 32);
  const base = plain === "" ? "item" : plain;
  let name = base;
  for (let n = 2; taken.includes(name); n++) name = `${base}_${n}`;
  return name;
}
