"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { type AddReason, addReasons } from "#server/domain/household/invitation.ts";
import { relationKinds } from "#server/domain/household/relation.ts";
import type { Call } from "./call.ts";
import { type Why, WhyFields } from "./WhyFields.tsx";

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
  const [why, setWhy] = useState<Why<AddReason>>({ reason: "", words: "" });
  const [lacks, setLacks] = useState(false);

  async function add() {
    const as = relationKinds.find((each) => each === kind);
    const { reason, words } = why;
    setLacks(as === undefined || reason === "");
    if (as === undefined || reason === "") return;
    const sent = await run({
      placeId,
      phone: call.number,
      name: call.contactName,
      ...(call.reporterId !== null && { personId: call.reporterId }),
      relation: as,
      decidesMoney: money,
      reason,
      words,
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
      <WhyFields
        id="add"
        reasons={addReasons}
        say={(each) => t(`reasons.${each}`)}
        why={why}
        change={setWhy}
      />
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
