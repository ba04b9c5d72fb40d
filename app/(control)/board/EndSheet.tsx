"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import {
  cancelReasons,
  type Ticket,
  turnDownReasons,
  withdrawReasons,
} from "#server/domain/ticket/ticket.ts";
import { BoardSheet } from "./BoardSheet.tsx";
import { type Asked, useDesk } from "./desk.ts";
import { hasMoved, Moved } from "./Moved.tsx";
import { SheetForm } from "./SheetForm.tsx";
import { useWords } from "./useWords.ts";

type What = Exclude<Asked, "assign" | "transfer" | "triage">;
type Input = { ticketId: string; version: number; reason: string; words: string; keepPause?: boolean };
type Sent = { key: string; input: Input };

const reasons: Record<What, readonly string[]> = {
  withdraw: withdrawReasons,
  cancel: cancelReasons,
  turnDown: turnDownReasons,
};
const said = { withdraw: "withdrawn", cancel: "cancelled", turnDown: "turnedDown" } as const;

/** Each command knows its own reasons; the list above offers only those. */
function sender(what: What) {
  return ({ key, input }: Sent): Promise<{ version: number }> => {
    const { keepPause, ...rest } = input;
    const reason = rest.reason as never;
    switch (what) {
      case "withdraw":
        return api.ticket.withdraw.mutate({ key, input: { ...rest, reason, keepPause } });
      case "cancel":
        return api.ticket.cancel.mutate({ key, input: { ...rest, reason } });
      case "turnDown":
        return api.ticket.turnDown.mutate({ key, input: { ...rest, reason } });
    }
  };
}

/** Taking back, cancelling and turning down: a typed reason, and words where the reporter is owed them. */
export function EndSheet({ what, seen, close }: { what: What; seen: Ticket; close(): void }) {
  const t = useTranslations("control");
  const desk = useDesk();
  const wordsFor = useWords();
  const [send] = useState(() => sender(what));
  const { run, pending, told, forget } = useCommand<Input, { version: number }>(send);
  const [version, setVersion] = useState(seen.version);
  const [reason, setReason] = useState("");
  const [words, setWords] = useState("");
  const [keepPause, setKeepPause] = useState(false);
  const [missing, setMissing] = useState<{ reason?: string; words?: string }>({});
  const owed = what === "turnDown";

  async function submit(event: FormEvent) {
    event.preventDefault();
    const lacks = {
      ...(reason === "" ? { reason: t("action.chooseReason") } : {}),
      ...(owed && words.trim() === "" ? { words: t("action.writeWords") } : {}),
    };
    setMissing(lacks);
    if (Object.keys(lacks).length > 0) return;
    desk.sendAway(seen.id);
    const sent = await run({ ticketId: seen.id, version, reason, words, ...(keepPause && { keepPause }) });
    if (sent.ok) {
      const title = t(`said.${said[what]}`, { number: seen.number });
      desk.say({ tone: "done", title });
      desk.did({ ticketId: seen.id, version: sent.result.version, number: seen.number, title });
      close();
    } else {
      const title = t("said.notDone", { number: seen.number });
      desk.say({ tone: "refused", title, words: wordsFor.refusal(sent.told) });
    }
  }
  return (
    <BoardSheet
      title={t(`action.${what}Title`, { number: seen.number, name: wordsFor.technician(seen.technicianId) })}
      close={close}
      testId={`sheet-${what}`}
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
              verb={what}
              goOn={(now) => {
                setVersion(now);
                forget();
              }}
            />
          )
        }
      >
        <fieldset
          className="sheet-choices"
          aria-describedby={missing.reason ? "sheet-reason-missing" : undefined}
        >
          <legend>{t("action.reason")}</legend>
          {missing.reason && (
            <p id="sheet-reason-missing" className="sheet-missing">
              {missing.reason}
            </p>
          )}
          {reasons[what].map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="reason"
                value={each}
                checked={reason === each}
                onChange={() => setReason(each)}
              />
              {t(`reason.${each}` as "reason.other")}
            </label>
          ))}
        </fieldset>
        {what === "withdraw" && seen.status === "paused" && (
          <div className="sheet-choices">
            <label>
              <input
                type="checkbox"
                name="keepPause"
                checked={keepPause}
                onChange={(event) => setKeepPause(event.target.checked)}
              />
              {t("action.keepPause")}
            </label>
          </div>
        )}
        <label className="sheet-field">
          {owed ? t("action.turnDownWords") : t("action.wordsOptional")}
          {missing.words && <span className="sheet-missing">{missing.words}</span>}
          <textarea
            name="words"
            rows={3}
            maxLength={500}
            value={words}
            aria-invalid={missing.words !== undefined}
            onChange={(event) => setWords(event.target.value)}
          />
        </label>
      </SheetForm>
    </BoardSheet>
  );
}
