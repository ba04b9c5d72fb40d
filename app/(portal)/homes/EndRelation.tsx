"use client";
import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { type EndReason, endReasons } from "#server/domain/household/invitation.ts";
import type { Member } from "./useHouseholds.ts";

const send = (sent: Inputs["household"]["end"]) => api.household.end.mutate(sent);
type Props = { member: Member; name: string; place: string; refetch: () => Promise<void> };

/** Leaving, or putting somebody out: asked twice, with a reason, since it can not be taken back by itself. */
export function EndRelation({ member, name, place, refetch }: Props) {
  const t = useTranslations("portal.household.end");
  const refusal = useRefusalWords();
  const { run, pending } = useCommand(send);
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<EndReason | null>(null);
  const [no, setNo] = useState("");
  const id = useId();

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (reason === null) return setNo(t("need"));
    const sent = await run({ householdId: member.householdId, reason });
    if (!sent.ok) setNo(refusal(sent.told));
    await refetch();
  }

  if (!open) {
    return (
      <button type="button" className="portal-link" data-testid="end" onClick={() => setOpen(true)}>
        {member.me ? t("leave") : t("remove", { name })}
      </button>
    );
  }
  return (
    <form className="portal-form portal-panel" onSubmit={submit} noValidate aria-labelledby={`${id}-title`}>
      <fieldset aria-describedby={`${id}-words ${id}-no`}>
        <legend id={`${id}-title`}>
          {member.me ? t("leaveTitle", { place }) : t("removeTitle", { name, place })}
        </legend>
        <p id={`${id}-words`}>{t(member.me ? "leaveWords" : "removeWords")}</p>
        {endReasons.map((each) => (
          <label key={each} className="portal-choice">
            <input
              type="radio"
              name={id}
              value={each}
              checked={reason === each}
              onChange={() => setReason(each)}
            />
            <span>{t(`reasons.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      <p id={`${id}-no`} role="alert" className="portal-field-problem">
        {no}
      </p>
      <button
        type="submit"
        className="portal-button portal-button-plain"
        data-testid="confirm-end"
        aria-disabled={pending}
      >
        {pending ? t("sending") : t(member.me ? "confirmLeave" : "confirmRemove")}
      </button>
      <button type="button" className="portal-link" onClick={() => setOpen(false)}>
        {t("keep")}
      </button>
    </form>
  );
}
