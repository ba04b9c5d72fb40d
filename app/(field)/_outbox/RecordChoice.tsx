"use client";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { NamedForm } from "#server/domain/record/form.ts";
import { type Choice, type Merged, mayChooseMine } from "#server/domain/record/merge.ts";
import type { Kept } from "./kept.ts";
import { mend } from "./outbox.ts";

type Differs = Merged["differs"];

/** Where two phones of one technician recorded a visit otherwise, field for field; null when that is not what was said. */
export function differsOf({ told }: Kept): Differs | null {
  if (told?.code !== "RECORD_DIFFERS") return null;
  return JSON.parse(String(told.params?.differs ?? "[]")) as Differs;
}

/** Every field that differs, with both sides, and which of them holds. What only one of them says is kept anyway. */
export function RecordChoice({ mine, differs }: { mine: Kept; differs: Differs }) {
  const t = useTranslations("field.outbox");
  const { label, value } = useRecordWords(mine.draft?.form ?? null);
  const [taken, setTaken] = useState<Record<string, Choice["take"]>>({});
  const takeOf = (field: string) => taken[field] ?? "theirs";

  function send() {
    const choices = Object.fromEntries(
      differs.map(({ field, theirs }) => [field, { take: takeOf(field), seen: theirs }]),
    );
    const step = { ...mine.step, choices } as Kept["step"];
    void mend(mine.key, Number(mine.told?.params?.seen ?? 1), { step, pictures: mine.pictures });
  }
  return (
    <div className="field-record-choice" data-testid="record-choice">
      <p>{t("choose")}</p>
      {differs.map(({ field, mine: here, theirs, fixed = false }) => (
        <fieldset key={field} className="field-choices" data-testid={`choice-${field}`}>
          <legend>{label(field)}</legend>
          {(fixed || !mayChooseMine(field)) && (
            <p id={`${mine.key}-${field}-why`} className="field-aside" data-testid="choice-why">
              {t(mayChooseMine(field) ? "readStays" : "resultTheirs")}
            </p>
          )}
          <div>
            {(
              [
                ["theirs", theirs],
                ["mine", here],
              ] as const
            ).map(([take, said]) => (
              <label key={take} className="field-choice">
                <input
                  type="radio"
                  name={`${mine.key}-${field}`}
                  value={take}
                  checked={takeOf(field) === take}
                  disabled={take === "mine" && !mayChooseMine(field)}
                  aria-describedby={fixed || !mayChooseMine(field) ? `${mine.key}-${field}-why` : undefined}
                  onChange={() => setTaken({ ...taken, [field]: take })}
                />
                <span>
                  <small>{t(take === "theirs" ? "theirs" : fixed ? "besideIt" : "thisPhone")}</small>{" "}
                  {value(field, said)}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      <button type="button" className="field-button" data-testid="record-choice-send" onClick={send}>
        {t("chosen")}
      </button>
    </div>
  );
}

/** What a field of a record is called, and what an answer to it reads like. */
function useRecordWords(form: NamedForm | null) {
  const t = useTranslations("field.record");
  const zh = useLocale() === "zh";
  const asked = (field: string) =>
    [...(form?.checks ?? []), ...(form?.readings ?? [])].find(({ id }) => field.endsWith(`.${id}`));
  const label = (field: string): string => {
    const question = asked(field);
    if (question) return zh ? question.zh : question.en;
    switch (field) {
      case "measure":
      case "found":
      case "done":
      case "materials":
      case "result":
        return t(field);
      case "cause":
      case "tools":
        return t(`sheet.${field}`);
      case "signed":
        return t("sheet.signed");
      default:
        return field;
    }
  };
  const value = (field: string, said: string): string => {
    if (field === "measure") return t(`measures.${said as "fix"}`);
    if (field === "result") return t(`results.${said as "fixed"}`);
    if (field.startsWith("check.")) return t(`sheet.states.${said as "ok"}`);
    if (field !== "signed") return said;
    const [kind, rest = ""] = said.split(" ");
    if (kind === "none") return t(`sheet.why.${rest as "absent"}`);
    return kind === "glass" ? t("sheet.glass") : said.replace("typed ", "");
  };
  return { label, value };
}
