"use client";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Urgency } from "#app/_ui/Urgency.tsx";
import type { Ticket, UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import { BoardSheet } from "./BoardSheet.tsx";
import { useDesk } from "./desk.ts";
import { hasMoved, Moved } from "./Moved.tsx";
import { ProposalPart } from "./ProposalPart.tsx";
import { prefilled, type Ruling, scopes } from "./ruling.ts";
import { SheetForm } from "./SheetForm.tsx";
import { useKept } from "./useKept.ts";
import { useWords } from "./useWords.ts";

type Sent = Inputs["ticket"]["triage"];
const send = (sent: Sent): Promise<{ version: number }> => api.ticket.triage.mutate(sent);
const levels: UrgencyLevel[] = [1, 2, 3, 4];

/** The desk's own view of what is broken, how urgent it is and how far it reaches, beside what the system proposes. */
export function TriageSheet({ seen, close }: { seen: Ticket; close(): void }) {
  const t = useTranslations("control");
  const desk = useDesk();
  const wordsFor = useWords();
  const { run, pending, told, forget } = useCommand<Sent["input"], { version: number }>(send);
  const kept = useKept(seen.id, seen.version);
  const [ruling, setRuling] = useState<Ruling>(() => prefilled(seen, null, desk.faults));
  const [version, setVersion] = useState(seen.version);
  const [words, setWords] = useState("");
  const touched = useRef(false);
  function rule(part: Partial<Ruling>) {
    touched.current = true;
    setRuling((before) => ({ ...before, ...part }));
  }
  // What is proposed is filled in once it is known, unless somebody has begun to rule.
  useEffect(() => {
    if (kept !== null && !touched.current) setRuling(prefilled(seen, kept, desk.faults));
  }, [kept, seen, desk.faults]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const sent = await run({ ticketId: seen.id, version, ...ruling, words });
    if (sent.ok) {
      const title = t("said.triaged", { number: seen.number });
      desk.say({ tone: "done", title });
      desk.did({ ticketId: seen.id, version: sent.result.version, number: seen.number, title });
      close();
    } else {
      const title = t("said.notDone", { number: seen.number });
      desk.say({ tone: "refused", title, words: wordsFor.refusal(sent.told) });
    }
  }
  const faults = [...desk.faults.values()];
  return (
    <BoardSheet
      title={t("action.triageTitle", { number: seen.number })}
      close={close}
      testId="sheet-triage"
      about="ticket"
    >
      <SheetForm
        submit={submit}
        close={close}
        pending={pending}
        refusal={told && wordsFor.refusal(told)}
        moved={
          told &&
          hasMoved(told) && (
            <Moved
              seen={seen}
              version={version}
              verb="triage"
              goOn={(now) => {
                setVersion(now);
                forget();
              }}
            />
          )
        }
      >
        <ProposalPart kept={kept} ruling={ruling} take={rule} />
        <fieldset className="sheet-choices" data-row="true">
          <legend>{t("drawer.urgency")}</legend>
          {levels.map((level) => (
            <label key={level}>
              <input
                type="radio"
                name="urgency"
                value={level}
                checked={ruling.urgency === level}
                onChange={() => rule({ urgency: level })}
              />
              <Urgency level={level} size={20} />
              {t(`urgency.u${level}`)}
            </label>
          ))}
        </fieldset>
        <label className="sheet-field">
          {t("drawer.fault")}
          <select
            name="faultCode"
            value={ruling.faultCode}
            onChange={(event) => rule({ faultCode: event.target.value })}
          >
            {!desk.faults.has(seen.faultCode) && <option value={seen.faultCode}>{seen.faultCode}</option>}
            {faults.map((fault) => (
              <option key={fault.code} value={fault.code}>
                {wordsFor.fault(fault.code)}
              </option>
            ))}
          </select>
        </label>
        <label className="sheet-field">
          {t("triage.scope")}
          <select
            name="scope"
            value={ruling.scope}
            onChange={(event) => rule({ scope: event.target.value as Ruling["scope"] })}
          >
            {scopes.map((scope) => (
              <option key={scope} value={scope}>
                {t(`triage.scopes.${scope}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="sheet-field">
          {t("action.wordsOptional")}
          <textarea
            name="words"
            rows={2}
            maxLength={500}
            value={words}
            onChange={(e) => setWords(e.target.value)}
          />
        </label>
      </SheetForm>
    </BoardSheet>
  );
}
