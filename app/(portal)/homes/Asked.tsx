"use client";
import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Plate } from "#app/_ui/Plate.tsx";
import { type AskedIn, type Households, useHomeWords, useHouseholds } from "./useHouseholds.ts";

const sendYes = (sent: Inputs["household"]["accept"]) => api.household.accept.mutate(sent);
const sendNo = (sent: Inputs["household"]["decline"]) => api.household.decline.mutate(sent);

/** The invitations that wait for this person, on the front page. */
export function Asked({ first }: { first: Households }) {
  const { households, refetch } = useHouseholds(first);
  return <AskedList households={households} refetch={refetch} />;
}

/** Each invitation with its yes and no; what was answered is said where it stood. */
export function AskedList({ households, refetch }: { households: Households; refetch: () => Promise<void> }) {
  const t = useTranslations("portal.household.asked");
  const [said, setSaid] = useState("");
  const { invitations, nameless } = households;
  return (
    <>
      <p role="status" className="portal-notice" hidden={said === ""}>
        {said}
      </p>
      {invitations.length > 0 && (
        <section className="portal-asked" aria-label={t("title")}>
          {invitations.map((asked) => (
            <Answer
              key={asked.id}
              asked={asked}
              nameless={nameless}
              done={async (words) => {
                setSaid(words);
                await refetch();
              }}
            />
          ))}
        </section>
      )}
    </>
  );
}

type AnswerProps = { asked: AskedIn; nameless: boolean; done(words: string): Promise<void> };

function Answer({ asked, nameless, done }: AnswerProps) {
  const t = useTranslations("portal.household");
  const refusal = useRefusalWords();
  const words = useHomeWords();
  const yes = useCommand(sendYes);
  const no = useCommand(sendNo);
  const [name, setName] = useState("");
  const [problem, setProblem] = useState("");
  const id = useId();
  const by = words.name({ name: asked.by, nameLatin: asked.byLatin });
  const pending = yes.pending || no.pending;

  async function accept(event: FormEvent) {
    event.preventDefault();
    if (nameless && name.trim() === "") return setProblem(t("asked.nameNeeded"));
    const sent = await yes.run({ invitationId: asked.id, ...(nameless && { name }) });
    if (sent.ok) return done(t("asked.accepted"));
    if (sent.told.code === "NOT_FOUND" || sent.told.code === "STATE") return done(t("asked.gone"));
    setProblem(refusal(sent.told));
  }

  async function decline() {
    const sent = await no.run({ invitationId: asked.id });
    if (sent.ok) return done(t("asked.declined"));
    if (sent.told.code === "NOT_FOUND") return done(t("asked.gone"));
    setProblem(refusal(sent.told));
  }

  return (
    <form className="portal-form portal-panel" onSubmit={accept} noValidate data-testid="asked">
      <h2>{t("asked.title")}</h2>
      <Plate place={words.parts(asked.plate)} size="m" />
      <p>{t("asked.words", { by: by || t("asked.unknownBy"), kind: t(`kind.${asked.relation}`) })}</p>
      <p>{t(asked.decidesMoney === "yes" ? "money.yes" : "money.no")}</p>
      <p>{t("asked.effect")}</p>
      {nameless && (
        <div className="portal-field">
          <label htmlFor={`${id}-name`}>{t("asked.name")}</label>
          <input
            id={`${id}-name`}
            data-testid="asked-name"
            autoComplete="name"
            maxLength={60}
            value={name}
            aria-describedby={`${id}-problem`}
            aria-invalid={problem !== ""}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
      )}
      <p id={`${id}-problem`} role="alert" className="portal-field-problem">
        {problem}
      </p>
      <button
        type="submit"
        className="portal-button portal-button-main"
        data-testid="accept"
        aria-disabled={pending}
      >
        {pending ? t("asked.sending") : t("asked.accept")}
      </button>
      <button
        type="button"
        className="portal-button portal-button-plain"
        data-testid="decline"
        aria-disabled={pending}
        onClick={() => void decline()}
      >
        {t("asked.decline")}
      </button>
    </form>
  );
}
