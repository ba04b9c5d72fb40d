"use client";
import { useLocale, useTranslations } from "use-intl";
import type { SheetProps } from "./Checklist.tsx";

/** Figures read off a meter, with what is plausible beside them. */
export function Readings({ form, draft, change, settle, problems }: SheetProps) {
  const t = useTranslations("field.record.sheet");
  const zh = useLocale() === "zh";
  if (form.readings.length === 0) return null;
  return (
    <section className="field-sheet" aria-labelledby="readings-title">
      <h2 id="readings-title">{t("readings")}</h2>
      {form.readings.map(({ id, required, unit, min, max, ...name }) => {
        const field = `reading.${id}`;
        const problem = problems[field];
        return (
          <div key={id} className="field-text" data-problem={problem !== undefined}>
            <label htmlFor={field}>
              {zh ? name.zh : name.en} {required && <small>{t("must")}</small>}
            </label>
            <p id={`${field}-hint`} className="field-aside">
              {t("range", { min, max, unit })}
            </p>
            {problem && (
              <p id={`${field}-problem`} className="field-problem">
                {problem}
              </p>
            )}
            <input
              id={field}
              className="field-reading"
              inputMode="decimal"
              autoComplete="off"
              maxLength={12}
              value={draft?.readings[id] ?? ""}
              aria-invalid={problem !== undefined}
              aria-describedby={problem ? `${field}-hint ${field}-problem` : `${field}-hint`}
              onChange={(event) => {
                change({ readings: { ...draft?.readings, [id]: event.target.value } });
                settle(field);
              }}
            />
          </div>
        );
      })}
    </section>
  );
}
