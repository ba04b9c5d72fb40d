"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Plate } from "#app/_ui/Plate.tsx";
import { joinReasons } from "#server/domain/ticket/correction.ts";
import { useDesk } from "./desk.ts";
import type { Detail } from "./useDetail.ts";
import { useFound } from "./useFound.ts";
import { useWords } from "./useWords.ts";

const send = (sent: Inputs["ticket"]["joinReporter"]) => api.ticket.joinReporter.mutate(sent);
const people = (query: string) => api.hotline.people.query({ query }).then((answer) => answer.people);
const reasons = joinReasons.filter((reason) => reason !== "wrong_person");

/** A report in nobody's name is put in a person's; one that was put in the wrong name is taken out of it. */
export function DrawerJoin({ detail, again }: { detail: Detail; again(): void }) {
  const t = useTranslations("control.join");
  const words = useWords();
  const { may, linked } = useDesk();
  const { run, pending, told } = useCommand(send);
  const { typed, type, found } = useFound(people);
  const [open, setOpen] = useState(false);
  const [personId, setPersonId] = useState("");
  const [reason, setReason] = useState("");
  const [lacks, setLacks] = useState(false);
  const { ticket, reporterId, entries } = detail;
  const joined = entries.some((entry) => entry.type === "joined");
  if (!may("ticket.joinReporter") || (reporterId !== null && !joined)) return null;

  async function takeBack() {
    const sent = await run({
      ticketIds: [ticket.id],
      personId: null,
      before: reporterId,
      reason: "wrong_person",
    });
    if (sent.ok) again();
  }
  async function submit(event: FormEvent) {
    event.preventDefault();
    const why = joinReasons.find((each) => each === reason);
    setLacks(personId === "" || why === undefined);
    if (personId === "" || why === undefined) return;
    const sent = await run({ ticketIds: [ticket.id], personId, reason: why });
    if (!sent.ok) return;
    setOpen(false);
    again();
  }
  const refusal = told && (
    <p className="sheet-refusal" role="alert">
      {words.refusal(told)}
    </p>
  );
  if (reporterId !== null)
    return (
      <div>
        {refusal}
        <button
          type="button"
          className="control-button"
          disabled={pending || !linked}
          onClick={() => void takeBack()}
        >
          {t("takeBack")}
        </button>
      </div>
    );
  if (!open)
    return (
      <div>
        <button
          type="button"
          className="control-button"
          data-testid="join-reporter"
          onClick={() => setOpen(true)}
        >
          {t("open")}
        </button>
      </div>
    );
  return (
    <form className="sheet-form" onSubmit={submit} noValidate aria-label={t("open")}>
      {refusal}
      {lacks && (
        <p className="sheet-refusal" role="alert">
          {t("lacks")}
        </p>
      )}
      <label className="sheet-field">
        {t("search")}
        <input
          name="person"
          autoComplete="off"
          maxLength={60}
          value={typed}
          onChange={(event) => type(event.target.value)}
        />
      </label>
      {found.length > 0 && (
        <fieldset className="sheet-choices">
          <legend>{t("who")}</legend>
          {found.map((person) => (
            <label key={person.id}>
              <input
                type="radio"
                name="personId"
                checked={personId === person.id}
                onChange={() => setPersonId(person.id)}
              />
              {words.person(person)}
              {person.homes[0] && <Plate place={words.place(person.homes[0])} size="xs" />}
            </label>
          ))}
        </fieldset>
      )}
      <label className="sheet-field">
        {t("how")}
        <select name="reason" value={reason} onChange={(event) => setReason(event.target.value)}>
          <option value="">{t("choose")}</option>
          {reasons.map((each) => (
            <option key={each} value={each}>
              {t(`reason.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <div className="sheet-foot">
        <button type="button" className="control-button" onClick={() => setOpen(false)}>
          {t("back")}
        </button>
        <button type="submit" className="control-button" data-primary="true" disabled={pending || !linked}>
          {t("send")}
        </button>
      </div>
    </form>
  );
}
