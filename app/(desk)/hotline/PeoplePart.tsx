"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { type EndReason, endReasons } from "#server/domain/household/invitation.ts";
import { AddToHome } from "./AddToHome.tsx";
import type { Call } from "./call.ts";
import { useDeskWords } from "./useDeskWords.ts";
import { type HomePerson, usePeopleOfHome } from "./usePeopleOfHome.ts";
import { type Why, WhyFields } from "./WhyFields.tsx";

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
  const [why, setWhy] = useState<Why<EndReason>>({ reason: "", words: "" });
  const [lacks, setLacks] = useState(false);

  async function end() {
    const { reason, words } = why;
    setLacks(reason === "");
    if (reason === "") return;
    const sent = await run({ householdId: person.householdId, reason, words });
    if (sent.ok) done();
  }
  return (
    <div className="desk-field">
      <WhyFields
        id="end"
        reasons={endReasons}
        say={(each) => t(`endReasons.${each}`)}
        why={why}
        change={setWhy}
      />
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
