import type { Check, Reading, RecordForm } from "#server/domain/record/form.ts";
import { nameFor } from "#server/domain/record/formProblems.ts";

/** A question as it is being written; `n` holds its place on the page, `id` is empty while it is new. */
export type CheckDraft = Omit<Check, "id"> & { n: number; id: string };
export type ReadingDraft = Omit<Reading, "id" | "min" | "max"> & {
  n: number;
  id: string;
  /** As they were typed. */
  min: string;
  max: string;
};
export type FormDraft = Omit<RecordForm, "checks" | "readings"> & {
  checks: CheckDraft[];
  readings: ReadingDraft[];
};

export function draftOf(form: RecordForm): FormDraft {
  return {
    fields: form.fields,
    photos: form.photos,
    signature: form.signature,
    checks: form.checks.map((each, n) => ({ ...each, n })),
    readings: form.readings.map((each, n) => ({ ...each, n, min: String(each.min), max: String(each.max) })),
  };
}

/** The draft as a form: new questions get a name that no other has, bounds become figures (NaN where they are none). */
export function formOf(draft: FormDraft): RecordForm {
  const taken = [...draft.checks, ...draft.readings].map(({ id }) => id).filter((id) => id !== "");
  const name = (id: string, en: string) => {
    if (id !== "") return id;
    const fresh = nameFor(en, taken);
    taken.push(fresh);
    return fresh;
  };
  const figure = (typed: string) =>
    typed.trim() === "" ? Number.NaN : Number(typed.trim().replace(",", "."));
  return {
    fields: draft.fields,
    photos: draft.photos,
    signature: draft.signature,
    checks: draft.checks.map(({ n: _, ...each }) => ({ ...each, id: name(each.id, each.en) })),
    readings: draft.readings.map(({ n: _, ...each }) => ({
      ...each,
      id: name(each.id, each.en),
      min: figure(each.min),
      max: figure(each.max),
    })),
  };
}

/** One place up or down in its list. */
export function moved<Of>(list: readonly Of[], at: number, by: 1 | -1): Of[] {
  const next = [...list];
  const [one] = next.splice(at, 1);
  if (one !== undefined) next.splice(Math.max(0, at + by), 0, one);
  return next;
}
