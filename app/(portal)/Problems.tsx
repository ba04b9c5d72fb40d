"use client";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";

export type Problem = { field: string; words: string };

/**
 * What keeps a form from going on, on top of the page: takes the focus when it appears, links to each field, and marks
 * the window's title. `field` is the id of the field; an empty one is a problem of the whole.
 */
export function Problems({ problems, title }: { problems: Problem[]; title: string }) {
  const t = useTranslations("portal");
  const box = useRef<HTMLDivElement>(null);
  const any = problems.length > 0;
  useEffect(() => {
    if (!any) return;
    const before = document.title;
    document.title = t("errorTitle", { title });
    return () => {
      document.title = before;
    };
  }, [any, title, t]);
  useEffect(() => {
    if (problems.length > 0) box.current?.focus();
  }, [problems]);
  if (!any) return null;
  return (
    <div ref={box} className="portal-problems" role="alert" tabIndex={-1} aria-labelledby="problems-title">
      <h2 id="problems-title">{t("problem")}</h2>
      <ul>
        {problems.map(({ field, words }) => (
          <li key={field + words}>
            {field === "" ? (
              words
            ) : (
              <a href={`#${field}`} onClick={focusOn(field)}>
                {words}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Goes to the field without a new entry in the history, so that Back still means the step before. */
function focusOn(field: string) {
  return (event: { preventDefault(): void }) => {
    const target =
      document.getElementById(field) ?? document.querySelector<HTMLElement>(`[data-fields~="${field}"]`);
    if (!target) return;
    event.preventDefault();
    const control = target.matches("input, textarea")
      ? target
      : target.querySelector<HTMLElement>("input, textarea, a");
    (control ?? target).focus();
    target.scrollIntoView({ block: "center" });
  };
}

/** The same words beside the field. Give the field `aria-describedby={`${field}-problem`}`. */
export function FieldProblem({ field, problems }: { field: string; problems: Problem[] }) {
  const found = problems.find((problem) => problem.field === field);
  return found ? (
    <p id={`${field}-problem`} className="portal-field-problem">
      {found.words}
    </p>
  ) : null;
}
