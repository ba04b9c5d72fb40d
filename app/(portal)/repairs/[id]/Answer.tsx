"use client";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { warrantyDays } from "#server/domain/ticket/decide.ts";
import { addMinutes } from "#server/domain/time/day.ts";
import { FieldProblem, type Problem, Problems } from "../../Problems.tsx";
import type { Detail } from "./detail.ts";
import type { Story } from "./useStory.ts";

const send = (sent: Inputs["ticket"]["answer"]) => api.ticket.answer.mutate(sent);

type Props = { detail: Detail; story: Story; refetch: () => Promise<void> };

/** Is it fixed? One tap closes it; partly and not solved ask what is still wrong and bring somebody again. */
export function Answer({ detail, story, refetch }: Props) {
  const t = useTranslations("portal.repair");
  const refusal = useRefusalWords();
  const { run, pending } = useCommand(send);
  const [bad, setBad] = useState<"partly" | "not_solved" | null>(null);
  const [words, setWords] = useState("");
  const [problems, setProblems] = useState<Problem[]>([]);
  const field = useRef<HTMLTextAreaElement>(null);
  const { ticket } = detail;
  const closed = ticket.status === "closed";
  const until = ticket.doneAt === null ? null : addMinutes(ticket.doneAt, warrantyDays * 1440);
  useEffect(() => {
    if (bad) field.current?.focus();
  }, [bad]);

  async function tell(outcome: "solved" | "partly" | "not_solved") {
    const answer = await run({
      ticketId: ticket.id,
      version: ticket.version,
      outcome,
      words: outcome === "solved" ? "" : words,
    });
    setProblems(
      answer.ok ? [] : [{ field: answer.told.field === "words" ? "still" : "", words: refusal(answer.told) }],
    );
    if (answer.ok) setBad(null);
    await refetch();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    if (words.trim() === "") return setProblems([{ field: "still", words: t("answer.need") }]);
    if (bad) void tell(bad);
  }

  if (closed && (until === null || until < new Date().toISOString())) return null;
  return (
    <section className="portal-panel" aria-labelledby="answer-title">
      <Problems problems={problems} title={t("title", { number: ticket.number })} />
      {closed ? (
        <p id="answer-title">{t("answer.afterwards", { until: story.time(until ?? "") })}</p>
      ) : (
        <h2 id="answer-title">{t("answer.title")}</h2>
      )}
      {bad === null && closed && (
        <button
          type="button"
          className="portal-button portal-button-plain"
          onClick={() => setBad("not_solved")}
        >
          {t("answer.reopen")}
        </button>
      )}
      {bad === null && !closed && (
        <div className="portal-verdict">
          <button
            type="button"
            className="portal-button portal-button-main"
            aria-disabled={pending}
            onClick={() => void tell("solved")}
          >
            {pending ? t("answer.saving") : t("answer.solved")}
          </button>
          <button
            type="button"
            className="portal-button portal-button-plain"
            onClick={() => setBad("partly")}
          >
            {t("answer.partly")}
          </button>
          <button
            type="button"
            className="portal-button portal-button-plain"
            onClick={() => setBad("not_solved")}
          >
            {t("answer.not_solved")}
          </button>
        </div>
      )}
      {bad !== null && (
        <form className="portal-form" onSubmit={submit} noValidate aria-labelledby="answer-title">
          <div className="portal-field">
            <label htmlFor="still">{t("answer.still")}</label>
            <p id="still-hint">{t("answer.stillHint")}</p>
            <FieldProblem field="still" problems={problems} />
            <textarea
              ref={field}
              id="still"
              rows={4}
              value={words}
              aria-describedby="still-hint still-problem"
              onChange={(event) => setWords(event.target.value)}
            />
          </div>
          <button type="submit" className="portal-button portal-button-main" aria-disabled={pending}>
            {pending ? t("answer.saving") : t("answer.send")}
          </button>
          <button type="button" className="portal-link" onClick={() => setBad(null)}>
            {t("answer.back")}
          </button>
        </form>
      )}
    </section>
  );
}
