"use client";
import { useTranslations } from "use-intl";
import { skills } from "#server/domain/catalogue/skill.ts";
import { daysAhead, type RecordDraft, type RecordField } from "../recordDraft.ts";
import { Choices } from "./Choices.tsx";
import { RecordWords } from "./RecordWords.tsx";

type Props = {
  draft: RecordDraft | null;
  change(patch: Partial<RecordDraft>): void;
  settle(field: RecordField): void;
  problems: Partial<Record<RecordField, string>>;
};

/** What is left after this visit: when to come again and for what, or which trade it takes. */
export function Remains({ draft, change, settle, problems }: Props) {
  const t = useTranslations("field.remains");
  const skill = useTranslations("field.skill");
  if (draft?.result === "needs_trade")
    return (
      <Choices
        name="trade"
        title={t("trade")}
        options={skills.map((value) => ({ value, words: skill(value) }))}
        chosen={draft.trade}
        choose={(trade) => {
          change({ trade });
          settle("trade");
        }}
        problem={problems.trade}
      />
    );
  if (draft?.result !== "temporary") return null;
  return (
    <>
      <p className="field-notice">{t("temporary")}</p>
      <Choices
        name="again"
        title={t("when")}
        options={daysAhead.map((days) => ({ value: String(days), words: t("in", { days }) }))}
        chosen={draft.againInDays === null ? null : String(draft.againInDays)}
        choose={(days) => change({ againInDays: Number(days) })}
        problem={undefined}
      />
      <RecordWords
        name="again"
        title={t("what")}
        value={draft.again}
        write={(again) => change({ again })}
        problem={undefined}
      />
    </>
  );
}
