"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { endReasons } from "#server/domain/household/invitation.ts";
import { AddToHome } from "./AddToHome.tsx";
import type { Call } from "./call.ts";
import { useDeskWords } from "./useDeskWords.ts";
import { type HomePerson, usePeopleOfHome } from "./usePeopleOfHome.ts";

const send = (sent: Inputs["household"]["end"]) => api.household.end.mutate(sent);

/** Who belongs to the home that the call is about: the operator enters the caller there, or ends what is over. */
export function PeoplePart({ placeId, call }: { placeId: string; call: Call }) {
  const t = useTranslations("desk.household");
  const relation = useTranslations("desk.place.relation");
  const words = useDeskWords();
  const { found, ask } = usePeopleOfHome(placeId);
  const [ending, setEnding] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  if (found.state === "asking" || found.state === "none") return null;
  const done = (what: string) => {
    setSaid(what);
    setEnding(null);
    void ask();
  };
  return (
    <section aria-labelledby="people-title" className="desk-part" data-testid="home-people">
      <h2 id="people-title">{t("title")}</h2>
      {found.state === "failed" ? (
        <p className="desk-error">{t("failed")}</p>
      ) : (
        <>
          {found.people.length === 0 && <p className="desk-hint">{t("nobody")}</p>}
          <ul className="desk-people">
            {found.people.map((each) => (
              <li key={each.householdId} data-testid="home-person">
                <p>
                  <strong>{words.person(each) || each.phone}</strong>
                  <small>
                    {relation(each.relation)} · {t(each.rights.money ? "money.yes" : "money.no")}
                    {each.phone !== null && ` · ${each.phone}`}
                  </small>
                </p>
                {ending === each.householdId ? (
                  <EndPart person={each} done={() => done(t("ended"))} keep={() => setEnding(null)} />
                ) : (
                  each.mayEnd && (
                    <button
                      type="button"
                      className="desk-button"
                      data-testid="end-person"
                      aria-label={t("end", { name: words.person(each) })}
                      onClick={() => setEnding(each.householdId)}
                    >
                      {t("endShort")}
                    </button>
                  )
                )}
              </li>
            ))}
          </ul>
          <p role="status" className="desk-hint">
            {said}
          </p>
          {call.number.trim() !== "" && (
            <AddToHome placeId={placeId} call={call} done={() => done(t("added"))} />
          )}
        </>
      )}
    </section>
  );
}

function EndPart({ person, done, keep }: { person: HomePerson; done(): void; keep(): void }) {
  const t = useTranslations("desk.household");
  const refusal = useRefusalWords();
  const { run, pending, told } = useCommand(send);
  const [reason, setReason] = useState("");
  const [said, setSaid] = useState("");
  const [lacks, setLacks] = useState(false);

  async function end() {
    const why = endReasons.find((each) => each === reason);
    setLacks(why === undefined);
    if (why === undefined) return;
    const sent = await run({ householdId: person.householdId, reason: why, words: said });
    if (sent.ok) done();
  }
  return (
    <div className="desk-field">
      <label htmlFor="end-reason">{t("why")}</label>
      <select
        id="end-reason"
        data-testid="end-reason"
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      >
        <option value="">{t("choose")}</option>
        {endReasons.map((each) => (
          <option key={each} value={each}>
            {t(`endReasons.${each}`)}
          </option>
        ))}
      </select>
      {reason === "other" && (
        <>
          <label htmlFor="end-words">{t("words")}</label>
          <textarea
            id="end-words"
            rows={2}
            maxLength={300}
            value={said}
            onChange={(event) => setSaid(event.target.value)}
          />
        </>
      )}
      <p className="desk-job-line">
        <button
          type="button"
          className="desk-button"
          data-testid="confirm-end-person"
          aria-disabled={pending}
          onClick={() => void end()}
        >
          {t("confirm")}
        </button>
        <button type="button" className="desk-button" onClick={keep}>
          {t("keep")}
        </button>
        <span role="status">{told ? refusal(told) : lacks ? t("lacksReason") : ""}</span>
      </p>
    </div>
  );
}
