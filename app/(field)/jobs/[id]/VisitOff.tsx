"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { type VisitOffReason, visitOffReasons } from "#server/domain/appointment/appointment.ts";

const send = (sent: Inputs["appointment"]["cancel"]) => api.appointment.cancel.mutate(sent);

type Props = { ticketId: string; appointmentId: string; done(words: string): void; close(): void };

/** He cannot come then, or need not: why, and the owner is told at once. */
export function VisitOff({ ticketId, appointmentId, done, close }: Props) {
  const t = useTranslations("visit");
  const refusal = useRefusalWords();
  const { run, pending } = useCommand(send);
  const [reason, setReason] = useState<VisitOffReason | null>(null);
  const [problem, setProblem] = useState("");

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (reason === null) return setProblem(t("door.need"));
    const outcome = await run({ ticketId, appointmentId, reason });
    if (outcome.ok) return done(t("field.offSaid"));
    setProblem(outcome.told.code === "OFFLINE" ? t("field.signal") : refusal(outcome.told));
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
      <button type="submit" className="field-button" aria-disabled={pending}>
        {t("field.offSure")}
      </button>
      <button type="button" className="field-plain" onClick={close}>
        {t("field.close")}
      </button>
    </form>
  );
}
