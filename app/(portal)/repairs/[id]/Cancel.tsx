"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { type CancelReason, cancelReasons } from "#server/domain/ticket/ticket.ts";
import { FieldProblem, type Problem, Problems } from "../../Problems.tsx";
import type { Detail } from "./detail.ts";

const send = (sent: Inputs["ticket"]["cancel"]) => api.ticket.cancel.mutate(sent);

/** Not needed any more: possible while nobody works on it, with a reason. */
export function Cancel({ detail, refetch }: { detail: Detail; refetch: () => Promise<void> }) {
  const t = useTranslations("portal.repair");
  const refusal = useRefusalWords();
  const { run, pending } = useCommand(send);
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<CancelReason | null>(null);
  const [words, setWords] = useState("");
  const [problems, setProblems] = useState<Problem[]>([]);
  const { ticket } = detail;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (reason === null) return setProblems([{ field: "cancel-reason", words: t("cancel.need") }]);
    const outcome = await run({ ticketId: ticket.id, version: ticket.version, reason, words });
    if (!outcome.ok) {
      setProblems([
        { field: outcome.told.field === "words" ? "cancel-words" : "", words: refusal(outcome.told) },
      ]);
    }
    await refetch();
  }

  if (!open) {
    return (
      <button type="button" className="portal-link portal-cancel" onClick={() => setOpen(true)}>
        {t("cancel.open")}
      </button>
    );
  }
  return (
    <form className="portal-form portal-panel" onSubmit={submit} noValidate aria-labelledby="cancel-title">
      <Problems problems={problems} title={t("title", { number: ticket.number })} />
      <fieldset id="cancel-reason" aria-describedby="cancel-reason-problem">
        <legend id="cancel-title">{t("cancel.title")}</legend>
        <FieldProblem field="cancel-reason" problems={problems} />
        {cancelReasons.map((each) => (
          <label key={each} className="portal-choice">
            <input
              type="radio"
              name="cancel-reason"
              value={each}
              checked={reason === each}
              onChange={() => setReason(each)}
            />
            <span>{t(`cancel.reasons.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      <div className="portal-field">
        <label htmlFor="cancel-words">{t("cancel.words")}</label>
        <FieldProblem field="cancel-words" problems={problems} />
        <textarea
          id="cancel-words"
          rows={2}
          maxLength={500}
          value={words}
          aria-describedby="cancel-words-problem"
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      <button type="submit" className="portal-button portal-button-plain" aria-disabled={pending}>
        {t("cancel.submit")}
      </button>
      <button type="button" className="portal-link" onClick={() => setOpen(false)}>
        {t("cancel.keep")}
      </button>
    </form>
  );
}
