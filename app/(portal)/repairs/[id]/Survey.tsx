"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { FieldProblem, type Problem, Problems } from "../../Problems.tsx";

const send = (sent: Inputs["ticket"]["survey"]) => api.ticket.survey.mutate(sent);
const questions = ["skill", "attitude", "quality", "speed", "process"] as const;
type Question = (typeof questions)[number];

type Props = { ticketId: string; earlier: boolean; refetch: () => Promise<void> };

/** Five questions, 1 to 5, none chosen beforehand. `earlier`: it is about the visit before the repair came back. */
export function Survey({ ticketId, earlier, refetch }: Props) {
  const t = useTranslations("portal.repair.survey");
  const refusal = useRefusalWords();
  const { run, pending } = useCommand(send);
  const [scores, setScores] = useState<Partial<Record<Question, number>>>({});
  const [words, setWords] = useState("");
  const [problems, setProblems] = useState<Problem[]>([]);
  const title = t(earlier ? "earlier" : "title");

  async function submit(event: FormEvent) {
    event.preventDefault();
    const { skill, attitude, quality, speed, process } = scores;
    const missing = questions.filter((question) => scores[question] === undefined);
    setProblems(
      missing.map((question) => ({ field: question, words: t("need", { question: t(question) }) })),
    );
    if (!skill || !attitude || !quality || !speed || !process) return;
    const outcome = await run({ ticketId, skill, attitude, quality, speed, process, words });
    if (!outcome.ok) setProblems([{ field: "", words: refusal(outcome.told) }]);
    await refetch();
  }

  return (
    <form className="portal-form portal-panel" onSubmit={submit} noValidate aria-labelledby="survey-title">
      <h2 id="survey-title">{title}</h2>
      <p>{t("hint")}</p>
      <Problems problems={problems} title={title} />
      {questions.map((question) => (
        <fieldset
          key={question}
          id={question}
          className="portal-scores"
          aria-describedby={`${question}-problem`}
        >
          <legend>{t(question)}</legend>
          <FieldProblem field={question} problems={problems} />
          <div>
            {[1, 2, 3, 4, 5].map((score) => (
              <label key={score}>
                <input
                  type="radio"
                  name={question}
                  value={score}
                  checked={scores[question] === score}
                  aria-label={t("score", { question: t(question), score })}
                  onChange={() => setScores({ ...scores, [question]: score })}
                />
                <span className="portal-figures">{score}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      <div className="portal-field">
        <label htmlFor="survey-words">{t("words")}</label>
        <textarea
          id="survey-words"
          rows={3}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      <button type="submit" className="portal-button portal-button-main" aria-disabled={pending}>
        {t("submit")}
      </button>
    </form>
  );
}
