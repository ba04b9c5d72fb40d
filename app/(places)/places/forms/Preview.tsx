"use client";
import { useTranslations } from "use-intl";
import type { FormDraft } from "./draft.ts";

/** What the technician is asked, in both languages, as it is being written. */
export function Preview({ draft }: { draft: FormDraft }) {
  const t = useTranslations("desk.forms");
  const { checks, readings, fields, photos, signature } = draft;
  const must = (required: boolean) => (required ? ` ${t("mustMark")}` : "");
  const asked = [
    ...(photos.before ? [t("photos.before")] : []),
    ...fields.map((field) => t(`fields.${field}`)),
    ...(photos.after ? [t("photos.after")] : []),
    ...(signature ? [t("signature")] : []),
  ];
  return (
    <section className="forms-preview" aria-labelledby="forms-preview" data-testid="forms-preview">
      <h2 id="forms-preview">{t("preview")}</h2>
      <ul>
        {readings.map((each) => (
          <li key={`r${each.n}`}>
            <span lang="zh-CN">{each.zh}</span> <span lang="en">{each.en}</span>
            {must(each.required)}
            <small>{t("between", { min: each.min, max: each.max, unit: each.unit })}</small>
          </li>
        ))}
        {checks.map((each) => (
          <li key={`c${each.n}`}>
            <span lang="zh-CN">{each.zh}</span> <span lang="en">{each.en}</span>
            {must(each.required)}
            <small>{t("states")}</small>
          </li>
        ))}
        {asked.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      {checks.length + readings.length + asked.length === 0 && <p>{t("nothing")}</p>}
    </section>
  );
}
