"use client";
import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import type { Told } from "#app/_trpc/refusal.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { type RelationKind, relationKinds } from "#server/domain/household/relation.ts";
import { FieldProblem, type Problem, Problems } from "../Problems.tsx";
import { type Home, useHomeWords } from "./useHouseholds.ts";

const send = (sent: Inputs["household"]["invite"]) => api.household.invite.mutate(sent);

/** Asks somebody into this home by number. What was typed stays until it went through. */
export function Invite({ home, refetch }: { home: Home; refetch: () => Promise<void> }) {
  const t = useTranslations("portal.household");
  const refusal = useRefusalWords();
  const words = useHomeWords();
  const { run, pending } = useCommand(send);
  const owner = home.mine.relation === "owner";
  const [open, setOpen] = useState(false);
  const [phone, setPhone] = useState("");
  const [kind, setKind] = useState<RelationKind | null>(owner ? null : "family");
  const [money, setMoney] = useState<boolean | null>(owner ? null : false);
  const [problems, setProblems] = useState<Problem[]>([]);
  const [said, setSaid] = useState("");
  const id = useId();
  const field = { phone: `${id}-phone`, kind: `${id}-kind`, money: `${id}-money` };

  function why(told: Told): string {
    if (told.code === "OFFLINE") return t("invite.lost");
    if (told.code !== "WAIT") return refusal(told);
    return t("invite.wait", { minutes: Math.ceil(Number(told.params?.seconds ?? 60) / 60) });
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    setSaid("");
    if (phone.trim() === "" || kind === null || money === null) {
      return setProblems([
        ...(phone.trim() === "" ? [{ field: field.phone, words: t("invite.phoneNeeded") }] : []),
        ...(kind === null ? [{ field: field.kind, words: t("invite.kindNeeded") }] : []),
        ...(money === null ? [{ field: field.money, words: t("invite.moneyNeeded") }] : []),
      ]);
    }
    const sent = await run({ placeId: home.placeId, phone, relation: kind, decidesMoney: money });
    if (sent.ok) {
      setSaid(t("invite.sent", { phone }));
      setProblems([]);
      setPhone("");
      setOpen(false);
      await refetch();
    } else {
      setProblems([{ field: sent.told.field === "phone" ? field.phone : "", words: why(sent.told) }]);
    }
  }

  if (!open) {
    return (
      <>
        <p role="status" className="portal-notice" hidden={said === ""}>
          {said}
        </p>
        <button
          type="button"
          className="portal-button portal-button-plain"
          data-testid="invite"
          onClick={() => setOpen(true)}
        >
          {t("invite.open")}
        </button>
      </>
    );
  }
  return (
    <form className="portal-form portal-panel" onSubmit={submit} noValidate aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{t("invite.title", { place: words.place(home.plate) })}</h3>
      <Problems problems={problems} title={t("title")} />
      <div className="portal-field">
        <label htmlFor={field.phone}>{t("invite.phone")}</label>
        <p id={`${field.phone}-hint`}>{t("invite.phoneHint")}</p>
        <FieldProblem field={field.phone} problems={problems} />
        <input
          id={field.phone}
          data-testid="invite-phone"
          type="tel"
          inputMode="tel"
          autoComplete="off"
          maxLength={60}
          className="portal-figures"
          value={phone}
          aria-describedby={`${field.phone}-hint ${field.phone}-problem`}
          aria-invalid={problems.some((each) => each.field === field.phone)}
          onChange={(event) => setPhone(event.target.value)}
        />
      </div>
      {owner ? (
        <>
          <fieldset id={field.kind} aria-describedby={`${field.kind}-problem`}>
            <legend>{t("invite.kind")}</legend>
            <FieldProblem field={field.kind} problems={problems} />
            {relationKinds.map((each) => (
              <label key={each} className="portal-choice">
                <input
                  type="radio"
                  name={field.kind}
                  value={each}
                  checked={kind === each}
                  onChange={() => setKind(each)}
                />
                <span>{t(`kind.${each}`)}</span>
              </label>
            ))}
          </fieldset>
          <fieldset id={field.money} aria-describedby={`${field.money}-problem`}>
            <legend>{t("invite.money")}</legend>
            <FieldProblem field={field.money} problems={problems} />
            {([true, false] as const).map((each) => (
              <label key={String(each)} className="portal-choice">
                <input
                  type="radio"
                  name={field.money}
                  value={String(each)}
                  checked={money === each}
                  onChange={() => setMoney(each)}
                />
                <span>{t(each ? "money.yes" : "money.no")}</span>
              </label>
            ))}
          </fieldset>
        </>
      ) : (
        <p>{t("invite.only")}</p>
      )}
      <button
        type="submit"
        className="portal-button portal-button-main"
        data-testid="send-invite"
        aria-disabled={pending}
      >
        {pending ? t("invite.sending") : t("invite.submit")}
      </button>
      <button type="button" className="portal-link" onClick={() => setOpen(false)}>
        {t("invite.cancel")}
      </button>
    </form>
  );
}
