"use client";
import { useTranslations } from "use-intl";

export type Spoken = { zh: string; en: string };
type Props = { spoken: Spoken; change(spoken: Spoken): void; missing: string | null };

/** What residents are told, once in each language: everybody reads his own. */
export function ResidentWords({ spoken, change, missing }: Props) {
  const t = useTranslations("control.incident.make");
  return (
    <>
      {missing && (
        <p className="sheet-missing" role="alert">
          {missing}
        </p>
      )}
      <label className="sheet-field">
        {t("wordsZh")}
        <textarea
          name="wordsZh"
          lang="zh"
          rows={2}
          maxLength={400}
          value={spoken.zh}
          onChange={(event) => change({ ...spoken, zh: event.target.value })}
        />
      </label>
      <label className="sheet-field">
        {t("wordsEn")}
        <textarea
          name="wordsEn"
          lang="en"
          rows={2}
          maxLength={600}
          value={spoken.en}
          onChange={(event) => change({ ...spoken, en: event.target.value })}
        />
      </label>
    </>
  );
}
