"use client";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Plate } from "#app/_ui/Plate.tsx";
import { correctionReasons } from "#server/domain/ticket/correction.ts";
import { isOpen } from "#server/domain/ticket/status.ts";
import { useDesk } from "./desk.ts";
import { Changes, GoOn } from "./Moved.tsx";
import type { Detail } from "./useDetail.ts";
import { useFound } from "./useFound.ts";
import { useWords } from "./useWords.ts";

const send = (sent: Inputs["ticket"]["correct"]) => api.ticket.correct.mutate(sent);
const places = (query: string) => api.place.search.query({ query }).then((answer) => answer.places);

type Props = {
  detail: Detail;
  again(): void;
  /** What was first said. */
  children: ReactNode;
};

/** What the desk corrected, above what was first said, with who and why; and the way to correct more. */
export function DrawerCorrections({ detail, again, children }: Props) {
  const t = useTranslations("control.correct");
  const words = useWords();
  const { may } = useDesk();
  const [open, setOpen] = useState(false);
  const { corrections, ticket } = detail;
  return (
    <div className="drawer-corrections">
      {corrections.map((each) => (
        <div key={each.id} className="drawer-correction" data-testid="correction">
          <p>
            <strong>
              {t("by", {
                name: each.by ? words.person(each.by) : "",
                time: words.time(each.at, ticket.siteId),
                reason: t(`reason.${each.reason}`),
              })}
            </strong>
            {each.why && <q dir="auto">{each.why}</q>}
          </p>
          {each.words && (
            <p className="drawer-words" dir="auto">
              {each.words}
            </p>
          )}
          {each.plateBefore && (
            <p>
              {t("placeBefore")} <Plate place={words.place(each.plateBefore)} size="xs" />
            </p>
          )}
        </div>
      ))}
      {corrections.length > 0 && <small>{t("first")}</small>}
      {children}
      {may("ticket.correct") && !open && (
        <button type="button" className="control-button" data-testid="correct" onClick={() => setOpen(true)}>
          {t("open")}
        </button>
      )}
      {open && (
        <CorrectForm
          detail={detail}
          close={() => {
            setOpen(false);
            again();
          }}
        />
      )}
    </div>
  );
}

function CorrectForm({ detail, close }: { detail: Detail; close(): void }) {
  const t = useTranslations("control.correct");
  const wordsFor = useWords();
  const { linked } = useDesk();
  const { run, pending, told, forget } = useCommand(send);
  const [seen] = useState(detail.ticket);
  const [version, setVersion] = useState(seen.version);
  const [said, setSaid] = useState("");
  const [why, setWhy] = useState("");
  const [reason, setReason] = useState("");
  const [placeId, setPlaceId] = useState("");
  const { typed, type, found } = useFound(places);
  const [lacks, setLacks] = useState(false);
  const here = found.filter((place) => place.siteId === detail.ticket.siteId).slice(0, 6);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const chosen = correctionReasons.find((each) => each === reason);
    const nothing = chosen === undefined || (said.trim() === "" && placeId === "");
    setLacks(nothing);
    if (nothing) return;
    const input = { ticketId: seen.id, version, reason: chosen, why, words: said };
    const sent = await run(placeId === "" ? input : { ...input, placeId });
    if (sent.ok) close();
  }
  return (
    <form className="sheet-form" onSubmit={submit} noValidate aria-label={t("open")}>
      {told?.code === "STALE" && (
        <div className="sheet-refusal sheet-moved" role="alert" data-testid="moved">
          <Changes seen={seen} version={version}>
            {(now) => (
              <GoOn
                goOn={() => {
                  setVersion(now.version);
                  forget();
                }}
              />
            )}
          </Changes>
        </div>
      )}
      {(lacks || (told && told.code !== "STALE")) && (
        <p className="sheet-refusal" role="alert">
          {lacks || !told ? t("lacks") : wordsFor.refusal(told)}
        </p>
      )}
      <label className="sheet-field">
        {t("words")}
        <textarea name="words" rows={3} value={said} onChange={(event) => setSaid(event.target.value)} />
      </label>
      {isOpen(detail.ticket.status) && (
        <label className="sheet-field">
          {t("place")}
          <input
            name="place"
            autoComplete="off"
            maxLength={60}
            value={typed}
            onChange={(event) => type(event.target.value)}
          />
        </label>
      )}
      {here.length > 0 && (
        <fieldset className="sheet-choices">
          <legend>{t("which")}</legend>
          {here.map((place) => (
            <label key={place.id}>
              <input
                type="radio"
                name="placeId"
                checked={placeId === place.id}
                onChange={() => setPlaceId(place.id)}
              />
              <Plate place={wordsFor.place(place.plate)} size="xs" />
            </label>
          ))}
        </fieldset>
      )}
      <label className="sheet-field">
        {t("reasonLabel")}
        <select name="reason" value={reason} onChange={(event) => setReason(event.target.value)}>
          <option value="">{t("choose")}</option>
          {correctionReasons.map((each) => (
            <option key={each} value={each}>
              {t(`reason.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="sheet-field">
        {t("why")}
        <input
          name="why"
          autoComplete="off"
          maxLength={300}
          value={why}
          onChange={(event) => setWhy(event.target.value)}
        />
      </label>
      <p className="sheet-hint">{t("stays")}</p>
      <div className="sheet-foot">
        <button type="button" className="control-button" onClick={close}>
          {t("back")}
        </button>
        <button type="submit" className="control-button" data-primary="true" disabled={pending || !linked}>
          {t("send")}
        </button>
      </div>
    </form>
  );
}
