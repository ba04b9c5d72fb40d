"use client";
import { useState } from "react";
import { useFormatter, useLocale, useTranslations } from "use-intl";
import type { Outputs } from "#app/_trpc/client.ts";
import { FormEditor } from "./FormEditor.tsx";

export type Found = Outputs["record"]["forms"];

/** Chooses a category or fault, and shows what its record has to say: its own form, or whose it takes over. */
export function Forms({ found, first, may }: { found: Found; first: string; may: boolean }) {
  const t = useTranslations("desk.forms");
  const format = useFormatter();
  const zh = useLocale() === "zh";
  const [scope, setScope] = useState(first);
  const named = (one: { nameZh: string; nameEn: string } | undefined) =>
    one === undefined ? "" : zh ? one.nameZh : one.nameEn;
  const fault = found.faults.find(({ code }) => code === scope);
  const own = found.forms.find((each) => each.scope === scope);
  const above = found.forms.find((each) => each.scope === fault?.categoryCode);
  const used = own ?? above;
  const nameOf = (code: string) =>
    named([...found.categories, ...found.faults].find((each) => each.code === code));
  const whose = own
    ? t("own", { version: own.version })
    : above
      ? t("above", { name: nameOf(above.scope), version: above.version })
      : t("general");

  function choose(code: string) {
    setScope(code);
    window.history.replaceState(null, "", `?of=${encodeURIComponent(code)}`);
  }
  return (
    <>
      <div className="forms-choice">
        <label>
          {t("of")}
          <select name="scope" value={scope} onChange={(event) => choose(event.target.value)}>
            {found.categories.map((category) => (
              <optgroup key={category.code} label={named(category)}>
                <option value={category.code}>{t("all", { name: named(category) })}</option>
                {found.faults
                  .filter(({ categoryCode }) => categoryCode === category.code)
                  .map((each) => (
                    <option key={each.code} value={each.code}>
                      {named(each)}
                      {found.forms.some((form) => form.scope === each.code) ? ` · ${t("ownMark")}` : ""}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
        </label>
        <p data-testid="forms-whose">{whose}</p>
      </div>
      <FormEditor
        key={scope}
        scope={scope}
        name={nameOf(scope)}
        seen={own?.version ?? 0}
        form={used?.form ?? found.general}
        may={may}
      />
      <h2>{t("changes")}</h2>
      {found.changes.length === 0 && <p>{t("noChanges")}</p>}
      <ul className="modes-list">
        {found.changes.map((each) => (
          <li key={`${each.scope} ${each.version}`}>
            <strong>{nameOf(each.scope) || each.scope}</strong> {t("edition", { version: each.version })}
            <small>
              {t("because", {
                time: format.dateTime(new Date(each.at), { dateStyle: "medium", timeStyle: "short" }),
                by: zh ? each.by : each.byLatin || each.by,
                reason: each.reason,
              })}
            </small>
          </li>
        ))}
      </ul>
    </>
  );
}
