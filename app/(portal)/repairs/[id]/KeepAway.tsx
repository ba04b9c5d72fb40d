"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { FieldProblem, type Problem, Problems } from "../../Problems.tsx";
import type { Detail } from "./detail.ts";
import type { Story } from "./useStory.ts";

type Came = Detail["came"][number];
type Props = { detail: Detail; story: Story; refetch: () => Promise<void> };
const send = (sent: Inputs["ticket"]["keepAway"]) => api.ticket.keepAway.mutate(sent);

/** Whom the home would rather not have again. Kept shut: it is nothing to be asked about after every repair. */
export function KeepAway({ detail, story, refetch }: Props) {
  const t = useTranslations("portal.keepAway");
  if (detail.came.length === 0) return null;
  return (
    <details className="portal-group" data-testid="keep-away">
      <summary>{t("title")}</summary>
      <p>{t("words")}</p>
      {detail.came.map((who) => (
        <OneOf key={who.id} who={who} ticketId={detail.ticket.id} story={story} refetch={refetch} />
      ))}
    </details>
  );
}

type OneProps = { who: Came; ticketId: string; story: Story; refetch: () => Promise<void> };

function OneOf({ who, ticketId, story, refetch }: OneProps) {
  const t = useTranslations("portal.keepAway");
  const refusal = useRefusalWords();
  const { run, pending } = useCommand(send);
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState("");
  const [problems, setProblems] = useState<Problem[]>([]);
  const [said, setSaid] = useState("");
  const name = { technician: story.technician(who) };
  const field = `keep-away-${who.id}`;

  async function say(away: boolean) {
    const outcome = await run({ ticketId, technicianId: who.id, away, words: away ? words : "" });
    if (!outcome.ok) {
      const at = outcome.told.field === "words" ? field : "";
      return setProblems([{ field: at, words: refusal(outcome.told) }]);
    }
    setProblems([]);
    setOpen(false);
    setWords("");
    setSaid(t(away ? "done" : "backDone", name));
    await refetch();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    void say(true);
  }

  return (
    <div className="portal-acts" data-testid="keep-away-one" data-away={who.away}>
      <p role="status">{said !== "" ? said : who.away ? t("away", name) : ""}</p>
      <Problems problems={problems} title={t("title")} />
      {who.away ? (
        <button type="button" className="portal-link" aria-disabled={pending} onClick={() => void say(false)}>
          {t("back", name)}
        </button>
      ) : open ? (
        <form className="portal-form portal-panel" onSubmit={submit} noValidate aria-label={t("ask", name)}>
          <div className="portal-field">
            <label htmlFor={field}>{t("why")}</label>
            <FieldProblem field={field} problems={problems} />
            <textarea
              id={field}
              dir="auto"
              rows={2}
              value={words}
              aria-describedby={`${field}-problem`}
              onChange={(event) => setWords(event.target.value)}
            />
          </div>
          <button type="submit" className="portal-button portal-button-plain" aria-disabled={pending}>
            {t("submit", name)}
          </button>
          <button type="button" className="portal-link" onClick={() => setOpen(false)}>
            {t("close")}
          </button>
        </form>
      ) : (
        <button
          type="button"
          className="portal-link"
          onClick={() => {
            setOpen(true);
            setSaid("");
          }}
        >
          {t("ask", name)}
        </button>
      )}
    </div>
  );
}
