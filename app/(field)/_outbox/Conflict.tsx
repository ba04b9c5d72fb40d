"use client";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import type { Detail } from "../jobs/[id]/detail.ts";
import { useFieldWords } from "../useFieldWords.ts";
import type { Kept } from "./kept.ts";
import { asNote, leaveOut, letGo, sendAgain } from "./outbox.ts";
import { jobOf, ofTicket } from "./queue.ts";
import { differsOf, RecordChoice } from "./RecordChoice.tsx";
import { RecordLines } from "./RecordLines.tsx";
import { fitsOn, mayMend, withFollowers } from "./settle.ts";
import { useNoteWords } from "./useNoteWords.ts";
import { useOutbox } from "./useOutbox.ts";

type Around = {
  /** The job as the office has it; null when it is not in his hands, and where it is no job's. */
  ticket: Ticket | null;
  records?: Detail["records"];
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
export function Conflict({ mine, ticket, records = [] }: Around & { mine: Kept }) {
  const t = useTranslations("field");
  const words = useFieldWords();
  const refusal = useRefusalWords();
  const { commands } = useOutbox();
  const noteOf = useNoteWords();
  if (!mine.told) return null;
  const { step, told, about, key } = mine;
  const all = withFollowers(commands, key);
  const behind = all.length - 1;
  const version = ticket?.version ?? null;
  const fits = fitsOn(ticket, mine);
  const mends = mayMend(ticket, mine);
  const gone = ticket === null || ticket.technicianId !== mine.personId;
  // What is not his any more goes as a whole: the steps behind it can not be put down either.
  const noted = gone ? all : [mine];
  const ofJob = jobOf(step) !== null;
  const done = ticket !== null && (ticket.status === "done" || ticket.status === "closed");
  const differs = differsOf(mine);
  const record = done && differs === null && step.verb === "complete" ? records.at(-1) : undefined;
  const why = !ofJob || step.verb === "guide" ? "besideWords" : gone ? "goneWords" : "elseWords";

  return (
    <section className="field-notice field-conflict" data-testid="conflict" data-verb={step.verb}>
      <h2>{t("outbox.conflict")}</h2>
      <dl>
        <div>
          <dt>{t("outbox.yours")}</dt>
          <dd data-testid="conflict-mine">
            {words.time(step.doneAt, about.timeZone)} · {t(`outbox.did.${step.verb}`)}
            {behind > 0 && ` · ${t("outbox.behind", { count: behind })}`}
            {step.verb === "complete" && differs === null && <RecordLines record={step} />}
            {step.verb === "guide" && <q className="field-words">{step.way ?? step.access ?? step.valve}</q>}
            {step.verb === "note" && <q className="field-words">{step.words}</q>}
          </dd>
        </div>
        <div>
          <dt>{t("outbox.theirs")}</dt>
          <dd data-testid="conflict-theirs">
            {theirs(mine)}
            {record && <RecordLines record={record} />}
            {step.verb === "guide" && told.code === "STALE" && (
              <q className="field-words">{told.params?.theirs || t("way.unknown")}</q>
            )}
          </dd>
        </div>
      </dl>
      {differs !== null && <RecordChoice mine={mine} differs={differs} />}
      {differs === null && <p>{t(`outbox.${fits && ofJob && step.verb !== "guide" ? "fitsWords" : why}`)}</p>}
      {step.verb === "complete" && !mends && differs === null && (
        <p>{t(done ? "outbox.recordThere" : "outbox.draftStays")}</p>
      )}
      {mends && (
        <button
          type="button"
          className={differs === null ? "field-button" : "field-plain"}
          data-testid="conflict-mend"
          onClick={() => window.history.pushState(null, "", `?record=1&of=${key}`)}
        >
          {t("outbox.mend")}
        </button>
      )}
      {fits && (
        <button
          type="button"
          className={mends ? "field-plain" : "field-button"}
          data-testid="conflict-keep"
          onClick={() => void sendAgain(key, version)}
        >
          {t("outbox.again")}
        </button>
      )}
      {ofJob && step.verb !== "note" && (
        <button
          type="button"
          className={gone ? "field-button" : "field-plain"}
          data-testid="conflict-note"
          onClick={() => void asNote(key, noteOf(noted), version, gone)}
        >
          {t("outbox.asNote", { count: noted.length })}
        </button>
      )}
      {behind > 0 && (
        <button
          type="button"
          className="field-plain"
          data-testid="conflict-leave-out"
          onClick={() => void leaveOut(key, version)}
        >
          {t("outbox.leaveOut", { count: behind })}
        </button>
      )}
      <button
        type="button"
        className="field-plain"
        data-testid="conflict-drop"
        onClick={() => void letGo(key)}
      >
        {t("outbox.letGo", { count: behind + 1 })}
      </button>
    </section>
  );

  function theirs({ answeredAt }: Kept): string {
    if (told?.code === "STALE" && step.verb === "guide") return t("outbox.wroteThere");
    if (told?.code === "STALE" && step.verb === "presence")
      return t(`presence.is.${String(told.params?.presence ?? "on") as "on"}`);
    const { by, seconds, type } = told?.params ?? {};
    const event = `event.${String(type)}` as "event.cancelled";
    if (!by || !answeredAt || !t.has(event)) return told ? refusal(told) : "";
    const at = new Date(Date.parse(answeredAt) - Number(seconds ?? 0) * 1000).toISOString();
    const what = t(event, { technician: t("event.you"), reason: "" });
    return t("news.line", { time: words.time(at, about.timeZone), what, by: String(by) });
  }
}
