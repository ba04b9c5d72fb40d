"use client";
import { useLocale, useTranslations } from "use-intl";
import { checkStates, type Earlier } from "#server/domain/record/sheet.ts";

/** What was answered before the fault was corrected: it is kept and goes with the record. */
export function EarlierAnswers({ earlier }: { earlier: Earlier[] }) {
  const t = useTranslations("field.record.sheet");
  const zh = useLocale().startsWith("zh");
  return (
    <section className="field-notice" aria-labelledby="earlier-title" data-testid="earlier-answers">
      <h2 id="earlier-title">{t("earlier")}</h2>
      <ul>
        {earlier.map((each, at) => {
          const state = checkStates.find((one) => one === each.value);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list only ever grows at its end
            <li key={at}>
              {zh ? each.zh : each.en}: {state ? t(`states.${state}`) : each.value}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
