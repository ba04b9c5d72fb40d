"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { toOverrule } from "#server/domain/dispatch/overrule.ts";
import { type Ticket, type TransferReason, transferReasons } from "#server/domain/ticket/ticket.ts";
import { BoardSheet } from "./BoardSheet.tsx";
import { CandidateFace } from "./CandidateFace.tsx";
import { type Given, useDesk, useTicket } from "./desk.ts";
import { hasMoved, Moved } from "./Moved.tsx";
import { OverruleChoice, overruleOf, overruling } from "./OverruleChoice.tsx";
import { SheetForm } from "./SheetForm.tsx";
import { useCandidates } from "./useCandidates.ts";
import { useWords } from "./useWords.ts";

type Sent = Inputs["ticket"]["transfer"];
const send = (sent: Sent) => api.ticket.transfer.mutate(sent);

/** From one technician's hands into another's: who, why, one press. */
export function TransferSheet({ seen, given, close }: { seen: Ticket; given: Given; close(): void }) {
  const t = useTranslations("control");
  const desk = useDesk();
  const words = useWords();
  const live = useTicket(desk.store, seen.id);
  const { candidates, told: unranked, again } = useCandidates(seen.id);
  const { run, pending, told, forget } = useCommand<Sent["input"], { version: number }>(send);
  const [version, setVersion] = useState(seen.version);
  const [to, setTo] = useState(given.to ?? "");
  const [reason, setReason] = useState<TransferReason | "">("");
  const [said, setSaid] = useState("");
  const [missing, setMissing] = useState(false);
  const [over, setOver] = useState(() => overruling(seen.urgency));
  const others = (candidates ?? []).filter((each) => each.technicianId !== seen.technicianId);

  const chosen = others.find((each) => each.technicianId === to);
  const against = chosen ? toOverrule(chosen.whyNot) : [];
  const overrule = against.length > 0 ? overruleOf(over) : undefined;
  const owed = against.length > 0 && overrule === undefined;

  async function submit(event: FormEvent) {
    event.preventDefault();
    setMissing(to === "" || reason === "" || owed);
    if (to === "" || reason === "" || owed) return;
    const input = { ticketId: seen.id, version, technicianId: to, reason, words: said };
    desk.sendAway(seen.id);
    const sent = await run({ ...input, ...(overrule && { overrule }) });
    if (sent.ok) {
      const done = { number: seen.number, name: words.technician(to) };
      const title = t("said.transferred", done);
      desk.say({ tone: "done", title });
      desk.did({ ticketId: seen.id, version: sent.result.version, number: seen.number, title });
      close();
    } else {
      if (sent.told.code === "SAY_WHY") again();
      const title = t("said.notDone", { number: seen.number });
      desk.say({ tone: "refused", title, words: words.refusal(sent.told) });
    }
  }
  return (
    <BoardSheet
      title={t("action.transferTitle", {
        number: seen.number,
        name: words.technician(live?.technicianId ?? seen.technicianId),
      })}
      close={close}
      testId="sheet-transfer"
      about="ticket"
    >
      <SheetForm
        submit={submit}
        close={close}
        pending={pending}
        refusal={told && words.refusal(told)}
        moved={
          told &&
          hasMoved(told) && (
            <Moved
              seen={seen}
              version={version}
              verb="transfer"
              goOn={(now) => {
                setVersion(now);
                forget();
                again();
              }}
            />
          )
        }
      >
        {missing && (to === "" || reason === "") && (
          <p className="sheet-missing" role="alert">
            {t("action.transferReady")}
          </p>
        )}
        {unranked && (
          <div className="sheet-refusal" role="alert">
            <p>{t("assign.failed", { why: words.refusal(unranked) })}</p>
            <button type="button" className="control-button" onClick={again}>
              {t("drawer.again")}
            </button>
          </div>
        )}
        <fieldset className="sheet-choices sheet-people">
          <legend>{candidates === null ? t("assign.loading") : t("action.transferHint")}</legend>
          {candidates !== null && others.every((each) => !each.eligible) && <p>{t("assign.noneEligible")}</p>}
          {others.map((each) => (
            <label
              key={each.technicianId}
              className="candidate"
              data-testid="transfer-to"
              data-technician={each.technicianId}
            >
              <input
                type="radio"
                name="to"
                value={each.technicianId}
                checked={to === each.technicianId}
                disabled={!each.eligible}
                onChange={() => setTo(each.technicianId)}
              />
              <CandidateFace candidate={each} siteId={seen.siteId} />
            </label>
          ))}
        </fieldset>
        {chosen && against.length > 0 && (
          <OverruleChoice
            name={words.person(chosen)}
            whyNot={against}
            value={over}
            missing={missing && owed}
            change={setOver}
          />
        )}
        <fieldset className="sheet-choices">
          <legend>{t("action.reason")}</legend>
          {transferReasons.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="reason"
                value={each}
                checked={reason === each}
                onChange={() => setReason(each)}
              />
              {t(`reason.${each}`)}
            </label>
          ))}
        </fieldset>
        <label className="sheet-field">
          {t("action.wordsOptional")}
          <textarea
            name="words"
            rows={2}
            maxLength={500}
            value={said}
            onChange={(event) => setSaid(event.target.value)}
          />
        </label>
      </SheetForm>
    </BoardSheet>
  );
}
