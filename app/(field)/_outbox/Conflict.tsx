"use client";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { next } from "#server/domain/ticket/lifecycle.ts";
import type { Detail } from "../jobs/[id]/detail.ts";
import { useFieldWords } from "../useFieldWords.ts";
import type { Kept } from "./kept.ts";
import { letGo, sendAgain } from "./outbox.ts";
import { ofTicket, withFollowers } from "./queue.ts";
import { useOutbox } from "./useOutbox.ts";

type Props = { detail: Detail; personId: string; gone: boolean };

/** The office did not take what was done on this phone: both sides, and his choice. Nothing goes away by itself. */
export function Conflict({ detail, personId, gone }: Props) {
  const t = useTranslations("field");
  const words = useFieldWords();
  const refusal = useRefusalWords();
  const { commands } = useOutbox();
  const { ticket, site } = detail;
  const mine = ofTicket(commands, ticket.id).find(({ state }) => state === "refused");
  if (!mine?.told) return null;
  const { step, told } = mine;
  const behind = withFollowers(commands, mine.key).length - 1;
  const fits = !gone && ticket.technicianId === personId && next(ticket.status, step.verb) !== null;

  return (
    <section className="field-notice field-conflict" data-testid="conflict" data-verb={step.verb}>
      <h2>{t("outbox.conflict")}</h2>
      <dl>
        <div>
          <dt>{t("outbox.yours")}</dt>
          <dd>
            {words.time(step.doneAt, site.timeZone)} · {t(`outbox.did.${step.verb}`)}
            {behind > 0 && ` · ${t("outbox.behind", { count: behind })}`}
          </dd>
        </div>
        <div>
          <dt>{t("outbox.theirs")}</dt>
          <dd>{theirs(mine)}</dd>
        </div>
      </dl>
      <p>{gone ? t("outbox.goneWords") : fits ? t("outbox.fitsWords") : t("outbox.elseWords")}</p>
      {step.verb === "complete" && <p>{t("outbox.draftStays")}</p>}
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
      <button
        type="button"
        className="field-plain"
        data-testid="conflict-drop"
        onClick={() => void letGo(mine.key)}
      >
        {t("outbox.letGo", { count: behind + 1 })}
      </button>
    </section>
  );

  function theirs({ told: no, answeredAt }: Kept): string {
    const { by, seconds, type } = told.params ?? {};
    const event = `event.${String(type)}` as "event.cancelled";
    if (!by || !answeredAt || !t.has(event)) return no ? refusal(no) : "";
    const at = new Date(Date.parse(answeredAt) - Number(seconds ?? 0) * 1000).toISOString();
    const what = t(event, { technician: t("event.you"), reason: "" });
    return t("news.line", { time: words.time(at, site.timeZone), what, by: String(by) });
  }
}
