import type { RecordForm } from "./form.ts";
import { isDone, type RecordResult, type Sheet } from "./sheet.ts";

/** What is wrong at one field of a record: `check.ID`, `reading.ID`, `cause`, `tools`, `materials`, `before`, `after`, `signed`. */
export type Problem = { field: string; code: "REQUIRED" | "RANGE"; min?: number; max?: number };

type Written = {
  result: RecordResult;
  /** In words, what is not in the books. */
  materials: string;
  /** Lines of the books that stand for this visit. */
  parts: number;
  before: number;
  after: number;
};

/**
 * Everything that a record lacks by its form, in the order of the form; empty when it may go. A visit that did not do
 * the work owes no checklist, no photos and no signature, but a figure that was read has to be possible.
 */
export function problemsOf(form: RecordForm, sheet: Sheet, written: Written): Problem[] {
  const owed = isDone(written.result);
  const found: Problem[] = [];
  const lacks = (field: string) => found.push({ field, code: "REQUIRED" });
  if (owed && form.photos.before && written.before === 0) lacks("before");
  for (const { id, required } of form.checks)
    if (owed && required && sheet.checks[id] === undefined) lacks(`check.${id}`);
  for (const { id, required, min, max } of form.readings) {
    const value = sheet.readings[id];
    if (value === undefined) {
      if (owed && required) lacks(`reading.${id}`);
    } else if (!Number.isFinite(value) || value < min || value > max)
      found.push({ field: `reading.${id}`, code: "RANGE", min, max });
  }
  const texts = { cause: sheet.cause, tools: sheet.tools, materials: written.materials };
  for (const field of form.fields) {
    const booked = field === "materials" && written.parts > 0;
    if (owed && !booked && texts[field].trim() === "") lacks(field);
  }
  if (owed && form.photos.after && written.after === 0) lacks("after");
  if (owed && form.signature && !isSigned(sheet)) lacks("signed");
  return found;
}

/** A name on the glass, a typed name, six digits, or the reason why there is none. */
function isSigned({ signed }: Sheet): boolean {
  switch (signed?.kind) {
    case undefined:
      return false;
    case "glass":
      return signed.strokes.some((stroke) => stroke.length >= 4);
    case "typed":
      return signed.name.trim() !== "";
    case "code":
      return /^\d{6}$/.test(signed.code);
    case "none":
      return true;
  }
}

/** The answers of a sheet that a form asks for, and those that it does not, as single answers. */
export function askedBy(form: RecordForm, sheet: Sheet) {
  const unasked: Array<{ field: string; said: string }> = [];
  const asked = <Value>(kind: string, of: ReadonlyArray<{ id: string }>, all: Record<string, Value>) =>
    Object.fromEntries(
      Object.entries(all).filter(([id, value]) => {
        const is = of.some((each) => each.id === id);
        if (!is) unasked.push({ field: `${kind}.${id}`, said: String(value) });
        return is;
      }),
    );
  const checks = asked("check", form.checks, sheet.checks);
  const readings = asked("reading", form.readings, sheet.readings);
  return { sheet: { ...sheet, checks, readings }, unasked };
}
