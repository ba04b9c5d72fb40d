"use client";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs, type Outputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Plate } from "#app/_ui/Plate.tsx";
import { joinReasons } from "#server/domain/ticket/correction.ts";
import { Combobox } from "./Combobox.tsx";
import type { Caller } from "./call.ts";
import { useDeskWords } from "./useDeskWords.ts";

type Unjoined = Outputs["hotline"]["caller"]["unknown"][number];
type Known = Outputs["hotline"]["people"]["people"][number];
type Props = { unknown: Unjoined[]; people: Caller[]; joined(): void };

const send = (sent: Inputs["ticket"]["joinReporter"]) => api.ticket.joinReporter.mutate(sent);
const reasons = joinReasons.filter((reason) => reason !== "wrong_person");

/** Reports of this number in nobody's name: the operator says which of them are whose, and how they know. */
export function UnknownPart({ unknown, people, joined }: Props) {
  const t = useTranslations("desk.join");
  const status = useTranslations("desk.repairs.status");
  const refusal = useRefusalWords();
  const words = useDeskWords();
  const { run, pending, told } = useCommand(send);
  const { typed, type, found } = usePeople();
  const [which, setWhich] = useState<string[]>([]);
  const [who, setWho] = useState<Known | null>(null);
  const [reason, setReason] = useState("");
  const [said, setSaid] = useState("");
  const offered: Known[] = people.map((each) => ({ ...each, homes: each.homes.map((home) => home.plate) }));
  const whole = which.length > 0 && who !== null && reason !== "";
  if (unknown.length === 0) return null;

  async function join() {
    const why = joinReasons.find((each) => each === reason);
    if (!whole || who === null || why === undefined) return setSaid(t("lacks"));
    const sent = await run({ ticketIds: which, personId: who.id, reason: why });
    if (!sent.ok) return setSaid("");
    setSaid(t("done", { count: sent.result.joined.length, name: words.person(who) }));
    setWhich([]);
    joined();
  }

  return (
    <section aria-labelledby="join-title" className="desk-part" data-testid="unknown-reports">
      <h2 id="join-title">{t("title")}</h2>
      <p className="desk-hint">{t("hint")}</p>
      <fieldset className="desk-choices">
        <legend>{t("which")}</legend>
        {unknown.map((job) => (
          <label key={job.id} data-testid="unknown-report" data-ticket={job.id}>
            <input
              type="checkbox"
              checked={which.includes(job.id)}
              onChange={({ target }) =>
                setWhich(target.checked ? [...which, job.id] : which.filter((each) => each !== job.id))
              }
            />
            <span>
              <strong>{words.zh ? job.faultZh : job.faultEn}</strong>
              <small>
                {job.number} · <bdi>{job.contactName}</bdi> · {status(job.status)}
              </small>
            </span>
            <Plate place={words.parts(job.plate)} size="xs" />
          </label>
        ))}
      </fieldset>
      <div className="desk-field">
        {offered.length > 0 && (
          <div className="desk-job-line">
            {offered.map((person) => (
              <button
                key={person.id}
                type="button"
                className="desk-button"
                aria-pressed={who?.id === person.id}
                onClick={() => setWho(person)}
              >
                {words.person(person)}
              </button>
            ))}
          </div>
        )}
        <label id="join-who-label" htmlFor="join-who">
          {t("who")}
        </label>
        <Combobox
          id="join-who"
          testId="join-who"
          value={typed}
          type={type}
          items={found}
          keyOf={(person) => person.id}
          choose={(person) => {
            setWho(person);
            type("");
          }}
          status={t("search")}
        >
          {(person) => (
            <>
              <span>{words.person(person)}</span>
              {person.homes[0] && <Plate place={words.parts(person.homes[0])} size="xs" />}
            </>
          )}
        </Combobox>
        {who && (
          <p className="desk-chosen" data-testid="join-chosen">
            {t("chosen")} <strong>{words.person(who)}</strong>
            {who.homes[0] && <Plate place={words.parts(who.homes[0])} size="xs" />}
          </p>
        )}
      </div>
      <div className="desk-field">
        <label htmlFor="join-reason">{t("how")}</label>
        <select
          id="join-reason"
          data-testid="join-reason"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        >
          <option value="">{t("choose")}</option>
          {reasons.map((each) => (
            <option key={each} value={each}>
              {t(`reason.${each}`)}
            </option>
          ))}
        </select>
      </div>
      <p className="desk-job-line">
        <button
          type="button"
          className="desk-button"
          data-testid="join"
          aria-disabled={pending}
          onClick={() => void join()}
        >
          {t("join", { count: which.length })}
        </button>
        <span role="status">{told ? refusal(told) : said}</span>
      </p>
    </section>
  );
}

const pause = 150;

/** People for what is typed; an answer to older words is not shown. */
function usePeople() {
  const [typed, type] = useState("");
  const [found, setFound] = useState<Known[]>([]);
  const turn = useRef(0);
  useEffect(() => {
    const mine = ++turn.current;
    if (typed.trim() === "") return setFound([]);
    const timer = setTimeout(() => {
      api.hotline.people.query({ query: typed }).then(
        ({ people }) => turn.current === mine && setFound(people),
        () => turn.current === mine && setFound([]),
      );
    }, pause);
    return () => clearTimeout(timer);
  }, [typed]);
  return { typed, type, found };
}
