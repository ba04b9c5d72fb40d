"use client";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import type { Detail } from "../jobs/[id]/detail.ts";
import { useFieldWords } from "../useFieldWords.ts";
import type { Kept } from "./kept.ts";
import { leaveOut, letGo, sendAgain } from "./outbox.ts";
import { fitsOn, ofTicket, withFollowers } from "./queue.ts";
import { RecordLines } from "./RecordLines.tsx";
import { useOutbox } from "./useOutbox.ts";

type Props = {
  ticketId: string;
  /** The job as the office has it; null when it is not in his hands. */
  ticket: Ticket | null;
  records?: Detail["records"];
};

/** The office did not take what was done on this phone: both sides, and his choice. Nothing goes away by itself. */
export function Conflict({ ticketId, ticket, records = [] }: Props) {
  const t = useTranslations("field");
  const words = useFieldWords();
  const refusal = useRefusalWords();
  const { commands } = useOutbox();
  const mine = ofTicket(commands, ticketId).find(({ state }) => state === "refused");
  if (!mine?.told) return null;
  const { step, told, about } = mine;
  const [, ...behind] = withFollowers(commands, mine.key);
  const fits = ticket !== null && fitsOn(ticket, mine);
  const restFits = ticket !== null && !fits && behind[0] !== undefined && fitsOn(ticket, behind[0]);
  const done = ticket !== null && (ticket.status === "done" || ticket.status === "closed");
  const record = done && step.verb === "complete" ? records.at(-1) : undefined;

  return (
    <section className="field-notice field-conflict" data-testid="conflict" data-verb={step.verb}>
      <h2>{t("outbox.conflict")}</h2>
      <dl>
        <div>
          <dt>{t("outbox.yours")}</dt>
          <dd data-testid="conflict-mine">
            {words.time(step.doneAt, about.timeZone)} · {t(`outbox.did.${step.verb}`)}
            {behind.length > 0 && ` · ${t("outbox.behind", { count: behind.length })}`}
            {step.verb === "complete" && <RecordLines record={step} />}
          </dd>
        </div>
        <div>
          <dt>{t("outbox.theirs")}</dt>
          <dd data-testid="conflict-theirs">
            {theirs(mine)}
            {record && <RecordLines record={record} />}
          </dd>
        </div>
      </dl>
      <p>{ticket === null ? t("outbox.goneWords") : fits ? t("outbox.fitsWords") : t("outbox.elseWords")}</p>
      {step.verb === "complete" && <p>{t(done ? "outbox.recordThere" : "outbox.draftStays")}</p>}
      {fits && (
        <button
          type="button"
          className="field-button"
          data-testid="conflict-keep"
          onClick={() => void sendAgain(mine.key, ticket.version)}
        >
          {t("outbox.again")}
        </button>
      )}
      {restFits && (
        <button
          type="button"
          className="field-button"
          data-testid="conflict-leave-out"
          onClick={() => void leaveOut(mine.key, ticket.version)}
        >
          {t("outbox.leaveOut", { count: behind.length })}
        </button>
      )}
      <button
        type="button"
        className="field-plain"
        data-testid="conflict-drop"
        onClick={() => void letGo(mine.key)}
      >
        {t("outbox.letGo", { count: behind.length + 1 })}
      </button>
    </section>
  );

  function theirs({ answeredAt }: Kept): string {
    const { by, seconds, type } = told?.params ?? {};
    const event = `event.${String(type)}` as "event.cancelled";
    if (!by || !answeredAt || !t.has(event)) return told ? refusal(told) : "";
    const at = new Date(Date.parse(answeredAt) - Number(seconds ?? 0) * 1000).toISOString();
    const what = t(event, { technician: t("event.you"), reason: "" });
    return t("news.line", { time: words.time(at, about.timeZone), what, by: String(by) });
  }
}
