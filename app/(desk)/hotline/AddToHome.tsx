"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { addReasons } from "#server/domain/household/invitation.ts";
import { relationKinds } from "#server/domain/household/relation.ts";
import type { Call } from "./call.ts";

const send = (sent: Inputs["household"]["add"]) => api.household.add.mutate(sent);
type Props = { placeId: string; call: Call; done(): void };

/** Enters whoever calls at the home that the call is about, as what and why. */
export function AddToHome({ placeId, call, done }: Props) {
  const t = useTranslations("desk.household");
  const relation = useTranslations("desk.place.relation");
  const refusal = useRefusalWords();
  const { run, pending, told } = useCommand(send);
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState("");
  const [money, setMoney] = useState(false);
  const [reason, setReason] = useState("");
  const [said, setSaid] = useState("");
  const [lacks, setLacks] = useState(false);

  async function add() {
    const as = relationKinds.find((each) => each === kind);
    const why = addReasons.find((each) => each === reason);
    setLacks(as === undefined || why === undefined);
    if (as === undefined || why === undefined) return;
    const sent = await run({
      placeId,
      phone: call.number,
      name: call.contactName,
      ...(call.reporterId !== null && { personId: call.reporterId }),
      relation: as,
      decidesMoney: money,
      reason: why,
      words: said,
    });
    if (!sent.ok) return;
    setOpen(false);
    done();
  }

  if (!open) {
    return (
      <button type="button" className="desk-button" data-testid="add-to-home" onClick={() => setOpen(true)}>
        {t("add")}
      </button>
    );
  }
  return (
    <fieldset className="desk-field desk-add">
      <legend>{t("add")}</legend>
      <label htmlFor="add-kind">{t("addAs")}</label>
      <select
        id="add-kind"
        data-testid="add-kind"
        value={kind}
        onChange={(event) => {
          setKind(event.target.value);
          setMoney(event.target.value === "owner");
        }}
      >
        <option value="">{t("choose")}</option>
        {relationKinds.map((each) => (
          <option key={each} value={each}>
            {relation(each)}
          </option>
        ))}
      </select>
      <label className="desk-check">
        <input type="checkbox" checked={money} onChange={(event) => setMoney(event.target.checked)} />
        <span>{t("mayMoney")}</span>
      </label>
      <label htmlFor="add-reason">{t("why")}</label>
      <select
        id="add-reason"
        data-testid="add-reason"
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      >
        <option value="">{t("choose")}</option>
        {addReasons.map((each) => (
          <option key={each} value={each}>
            {t(`reasons.${each}`)}
          </option>
        ))}
      </select>
      {reason === "other" && (
        <>
          <label htmlFor="add-words">{t("words")}</label>
          <textarea
            id="add-words"
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
          data-testid="confirm-add"
          aria-disabled={pending}
          onClick={() => void add()}
        >
          {t("submit")}
        </button>
        <span role="status">{told ? refusal(told) : lacks ? t("lacks") : ""}</span>
      </p>
    </fieldset>
  );
}
