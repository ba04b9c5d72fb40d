"use client";
import { useLocale, useTranslations } from "use-intl";
import type { RecordForm } from "#server/domain/record/form.ts";
import { checkStates } from "#server/domain/record/sheet.ts";
import type { RecordDraft, RecordField } from "../recordDraft.ts";
import type { RecordProblems } from "./useSubmitRecord.ts";

export type SheetProps = {
  form: RecordForm;
  draft: RecordDraft | null;
  change: (patch: Partial<RecordDraft>) => void;
  settle: (field: RecordField) => void;
  problems: RecordProblems;
};

/** What has to be looked at with this fault, each with one tap. */
export function Checklist({ form, draft, change, settle, problems }: SheetProps) {
  const t = useTranslations("field.record.sheet");
  const zh = useLocale() === "zh";
  if (form.checks.length === 0) return null;
  return (
    <section className="field-sheet" aria-labelledby="checks-title">
      <h2 id="checks-title">{t("checks")}</h2>
      {form.checks.map((check) => {
        const field = `check.${check.id}`;
        const problem = problems[field];
        return (
          <fieldset
            key={check.id}
            className="field-choices field-check"
            data-problem={problem !== undefined}
            data-testid={field}
            aria-describedby={problem && `${field}-problem`}
          >
            <legend>
              {zh ? check.zh : check.en} {check.required && <small>{t("must")}</small>}
            </legend>
            {problem && (
              <p id={`${field}-problem`} className="field-problem">
                {problem}
              </p>
            )}
            <div>
              {checkStates.map((state) => (
                <label key={state} className="field-choice">
                  <input
                    type="radio"
                    name={field}
                    value={state}
                    checked={draft?.checks[check.id] === state}
                    onChange={() => {
                      change({ checks: { ...draft?.checks, [check.id]: state } });
                      settle(field);
                    }}
                  />
                  <span>{t(`states.${state}`)}</span>
                </label>
              ))}
            </div>
          </fieldset>
        );
      })}
    </section>
  );
}
