"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { useStock } from "../_stock/useStock.ts";
import type { Detail } from "../jobs/[id]/detail.ts";
import { Mend } from "../jobs/[id]/Mend.tsx";
import { MendWords } from "../jobs/[id]/MendWords.tsx";
import { asChosen } from "../jobs/[id]/parts/usePartLines.ts";
import type { Steps } from "../jobs/[id]/useSteps.ts";
import { ConflictSides } from "./ConflictSides.tsx";
import type { Kept } from "./kept.ts";
import { asNote, leaveOut, letGo, sendAgain } from "./outbox.ts";
import { jobOf, ofTicket } from "./queue.ts";
import { differsOf, RecordChoice } from "./RecordChoice.tsx";
import { fitsOn, isVisit, isWords, mayMend, partedForNote, withFollowers } from "./settle.ts";
import { useNoteWords } from "./useNoteWords.ts";
import { useOutbox } from "./useOutbox.ts";

type Around = {
  /** The job as the office has it; null when it is not in his hands, and where it is no job's. */
  ticket: Ticket | null;
  records?: Detail["records"];
  /** The job's page around it, where a refused step can be gone over again. */
  page?: { detail: Detail; steps: Steps };
};

/** All of one job that the office did not take. */
export function Conflicts({ ticketId, ...around }: Around & { ticketId: string }) {
  const { commands } = useOutbox();
  const refused = ofTicket(commands, ticketId).filter(({ state }) => state === "refused");
  return refused.map((mine) => <Conflict key={mine.key} mine={mine} {...around} />);
}

/**
 * The office did not take what was done on this phone: both sides, and his choice. Nothing goes away by itself, and
 * there is always a way on that costs nothing else: once more, otherwise, as a note, or without just this.
 */
export function Conflict({ mine, ticket, records = [], page }: Around & { mine: Kept }) {
  const t = useTranslations("field.outbox");
  const { commands } = useOutbox();
  const noteOf = useNoteWords();
  const [mending, setMending] = useState(false);
  const stock = useStock(mine.personId, page?.detail.site.id ?? "");
  const { step, told, key } = mine;
  if (!told) return null;
  const all = withFollowers(commands, key);
  const behind = all.length - 1;
  const version = ticket?.version ?? null;
  const fits = fitsOn(ticket, mine);
  // Parts that this phone does not know any more cannot be gone over.
  const known = !hasParts(step) || asChosen(stock, step.lines) !== null;
  const elsewhere = step.verb === "complete" || isWords(mine);
  const mends = mayMend(ticket, mine) && known && (elsewhere || page !== undefined);
  const gone = ticket === null || ticket.technicianId !== mine.personId;
  // What is not his any more goes as a whole: the steps behind it can not be put down either, but for parts that he used.
  const { uses, told: noted } = partedForNote(gone ? all : [mine]);
  const done = ticket !== null && (ticket.status === "done" || ticket.status === "closed");
  const differs = differsOf(mine);
  const record = done && differs === null && step.verb === "complete" ? records.at(-1) : undefined;
  const offered = step.verb === "claim" || step.verb === "pass";
  const ofJob = jobOf(step) !== null && !offered;
  const first = mends && differs === null;

  return (
    <section className="field-notice field-conflict" data-testid="conflict" data-verb={step.verb}>
      <h2>{t(offered ? "notYours" : "conflict")}</h2>
      <ConflictSides mine={{ ...mine, told }} behind={behind} record={record} />
      {differs !== null && <RecordChoice mine={mine} differs={differs} />}
      {differs === null && <p>{t(what())}</p>}
      {uses.length > 0 && <p data-testid="conflict-uses">{t("usesWords")}</p>}
      {step.verb === "complete" && !mends && differs === null && (
        <p>{t(done ? "recordThere" : "draftStays")}</p>
      )}
      {mending && mends && isWords(mine) ? (
        <MendWords mine={mine} close={() => setMending(false)} />
      ) : mending && mends && page !== undefined ? (
        <Mend
          mine={mine}
          detail={page.detail}
          personId={mine.personId}
          steps={page.steps}
          close={() => setMending(false)}
        />
      ) : (
        <>
          {mends && (
            <button
              type="button"
              className={first ? "field-button" : "field-plain"}
              data-testid="conflict-mend"
              onClick={() => {
                if (step.verb === "complete") window.history.pushState(null, "", `?record=1&of=${key}`);
                else setMending(true);
              }}
            >
              {t("mend")}
            </button>
          )}
          {fits && (
            <button
              type="button"
              className={mends ? "field-plain" : "field-button"}
              data-testid="conflict-keep"
              onClick={() => void sendAgain(key, version)}
            >
              {t("again")}
            </button>
          )}
          {ofJob && step.verb !== "note" && (
            <button
              type="button"
              className={gone ? "field-button" : "field-plain"}
              data-testid="conflict-note"
              onClick={() => void asNote(key, noteOf(noted), version, gone)}
            >
              {t("asNote", { count: noted.length })}
            </button>
          )}
          {behind > 0 && (
            <button
              type="button"
              className="field-plain"
              data-testid="conflict-leave-out"
              onClick={() => void leaveOut(key, version)}
            >
              {t("leaveOut", { count: behind })}
            </button>
          )}
          <button
            type="button"
            className={offered ? "field-button" : "field-plain"}
            data-testid="conflict-drop"
            onClick={() => void letGo(key)}
          >
            {offered ? t("understood") : t("letGo", { count: behind + 1 })}
          </button>
        </>
      )}
    </section>
  );

  /** What the choice is about, and what comes of it. */
  function what() {
    if (offered) return "notYoursWords";
    if (step.verb === "message" && !gone) return "messageWords";
    if (!ofJob || step.verb === "guide") return "besideWords";
    if (isVisit(mine) && mends) return fits && told?.code === "STALE" ? "timesStaleWords" : "timesWords";
    if (fits) return "fitsWords";
    if (gone) return "goneWords";
    return mends ? "mendWords" : "elseWords";
  }
}

type Step = Kept["step"];

function hasParts(step: Step): step is Extract<Step, { verb: "use" | "reserve" | "quote" }> {
  return step.verb === "use" || step.verb === "reserve" || step.verb === "quote";
}
