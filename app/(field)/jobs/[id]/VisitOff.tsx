"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { type VisitOffReason, visitOffReasons } from "#server/domain/appointment/appointment.ts";

type Props = { off(reason: VisitOffReason): Promise<boolean>; close(): void };

/** He cannot come then, or need not: why, and the owner is told as soon as the office knows. */
export function VisitOff({ off, close }: Props) {
  const t = useTranslations("visit");
  const [reason, setReason] = useState<VisitOffReason | null>(null);
  const [problem, setProblem] = useState("");

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (reason === null) return setProblem(t("door.need"));
    if (await off(reason)) close();
  }

  return (
    <form className="field-reason" onSubmit={submit} noValidate>
      <fieldset>
        <legend>{t("field.offWhy")}</legend>
        {problem !== "" && (
          <p role="alert" className="field-problem">
            {problem}
          </p>
        )}
        {visitOffReasons.map((each) => (
          <label key={each} className="field-choice">
            <input
              type="radio"
              name="visit-off"
              value={each}
              checked={reason === each}
              onChange={() => setReason(each)}
            />
            <span>{t(`off.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      <button type="submit" className="field-button" data-testid="visit-off-send">
        {t("field.offSure")}
      </button>
      <button type="button" className="field-plain" onClick={close}>
        {t("field.close")}
      </button>
    </form>
  );
}
