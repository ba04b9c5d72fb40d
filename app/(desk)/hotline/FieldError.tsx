import type { Field } from "./call.ts";

export type Problem = { field: Field | null; words: string };

/** What is wrong with a field, beside it. The field names it by `aria-describedby={`${field}-error`}`. */
export function FieldError({ field, problems }: { field: Field; problems: Problem[] }) {
  const found = problems.find((problem) => problem.field === field);
  return (
    <p id={`${field}-error`} className="desk-error">
      {found?.words}
    </p>
  );
}

export function isWrong(field: Field, problems: Problem[]): boolean {
  return problems.some((problem) => problem.field === field);
}
