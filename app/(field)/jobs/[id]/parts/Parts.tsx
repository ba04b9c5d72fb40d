"use client";
import { useEffect, useRef, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { moneyWords } from "#app/_money/money.ts";
import { Thread } from "#app/_ui/Thread.tsx";
import { ofTicket } from "../../../_outbox/queue.ts";
import { useOutbox } from "../../../_outbox/useOutbox.ts";
import type { PartsKept } from "../../../_stock/partsCopy.ts";
import { useStock } from "../../../_stock/useStock.ts";
import { useBeside } from "../../../useBeside.ts";
import type { Detail } from "../detail.ts";
import type { Steps } from "../useSteps.ts";
import { owedBy } from "./owed.ts";
import { PartsForm } from "./PartsForm.tsx";
import { ReserveForm } from "./ReserveForm.tsx";
import { useTicketParts } from "./useTicketParts.ts";
import { useUsed } from "./useUsed.ts";
import "./parts.css";

type Props = {
  detail: Detail;
  /** As the page came with them. */
  first: PartsKept | null;
  personId: string;
  steps: Steps;
  mayAct: boolean;
};

/** What was used on this job, each with where the word of it is; what is waited for; and the two things to do. */
export function Parts({ detail, first, personId, steps, mayAct }: Props) {
  const t = useTranslations("parts");
  const repeat = useTranslations("repeat");
  const zh = useLocale() === "zh";
  const { ticket, site } = detail;
  const stock = useStock(personId, site.id);
  const { commands } = useOutbox();
  const own = ofTicket(commands, ticket.id);
  const { answer, unknown } = useTicketParts(
    personId,
    ticket.id,
    ticket.version,
    own.at(-1)?.answeredAt ?? "",
    first,
  );
  const about = { number: ticket.number, plate: ticket.plate, timeZone: site.timeZone };
  const beside = useBeside(personId, about);
  const [form, setForm] = useState<"use" | "ask" | "reserve" | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const opened = useRef(false);
  useEffect(() => {
    if (form === null && opened.current) opener.current?.focus();
    opened.current = form !== null;
  }, [form]);

  const shown = useUsed({ ticketId: ticket.id, stock, charges: answer?.parts.charges ?? [] });
  const pays = owedBy(detail, answer, shown);
  const owed = pays.soFar;
  const quotes = answer?.quotes.quotes ?? [];
  const open = quotes.find((each) => each.answer === null);
  const working = mayAct && (ticket.status === "on_site" || ticket.status === "paused");
  const released = own.flatMap(({ step, state }) =>
    step.verb === "release" && state !== "refused" ? [step.reservationId] : [],
  );
  const waiting = (answer?.parts.reservations ?? []).filter(({ id }) => !released.includes(id));
  if (shown.length + waiting.length === 0 && !working && open === undefined && !unknown) return null;

  return (
    <section aria-labelledby="parts-title" data-testid="parts">
      <h2 id="parts-title">{t("title")}</h2>
      {unknown && (
        <p className="field-aside" data-testid="parts-unknown">
          {t("unknown")}
        </p>
      )}
      {shown.length === 0 && answer !== null && <p className="field-aside">{t("none")}</p>}
      {shown.length > 0 && (
        <>
          <ul className="parts-used">
            {shown.map((line) => (
              <li key={line.id} data-state={line.state} data-testid="part-used">
                <p className="parts-used-head">
                  <strong>{zh ? line.nameZh : line.nameEn}</strong>
                  <span className="field-figures">
                    {t("amount", { quantity: line.quantity, unit: t(`units.${line.unit}`) })}
                  </span>
                </p>
                <p className="field-aside">
                  {line.chargedCents > 0
                    ? `${t(`kinds.${line.kind}`)} ${moneyWords(line.chargedCents)}`
                    : t(`kinds.${line.kind}`)}
                  {line.consent !== "none" && ` · ${t(`consent.${line.consent}`)}`}
                </p>
                {line.unsettled && <p className="field-problem">{t("unsettled")}</p>}
                <Thread
                  stitch={line.state === "office" ? "working" : "queued"}
                  progress={line.state === "office" ? 1 : 0}
                />
                <div className="parts-used-foot">
                  <span className="field-aside">
                    {line.takingBack ? t("takingBack") : t(`states.${line.state}`)}
                  </span>
                  {working && !line.takingBack && (
                    <button
                      type="button"
                      className="field-plain"
                      aria-disabled={steps.pending}
                      onClick={() => void steps.take({ verb: "takeBack", chargeId: line.id })}
                    >
                      {t("takeBack")}
                    </button>
                  )}
                </div>
              </li>
            ))}
          </ul>
          <p className="field-strong">
            {owed === 0 ? t("sumNothing") : t("sum", { money: moneyWords(owed) })}
          </p>
        </>
      )}
      {waiting.length > 0 && (
        <ul className="parts-waiting">
          {waiting.map((each) => (
            <li key={each.id} data-state={each.state}>
              <strong>
                {each.store
                  ? each.store.own
                    ? t("readyVan")
                    : t("readyIn", { store: zh ? each.store.nameZh : each.store.nameEn })
                  : t("waiting")}
              </strong>{" "}
              {zh ? each.nameZh : each.nameEn}{" "}
              {t("amount", { quantity: each.quantity, unit: t(`units.${each.unit}`) })}
              {mayAct && (
                <button
                  type="button"
                  className="field-plain"
                  onClick={() =>
                    void beside.keep({ verb: "release", ticketId: ticket.id, reservationId: each.id })
                  }
                >
                  {t("letGo")}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {beside.said !== "" && <p role="status">{beside.said}</p>}
      {open && (
        <p className="field-notice" data-testid="quote-open">
          {t(open.sentTo > 0 ? "quote.open" : "quote.openNobody", { money: moneyWords(open.totalCents) })}
        </p>
      )}
      {answer?.parts.returnOf && (
        <p className="field-notice" data-testid="parts-return">
          {repeat("free", { number: answer.parts.returnOf })}
        </p>
      )}
      {working && form === null && (
        <div className="parts-acts">
          <button
            ref={opener}
            type="button"
            className="field-plain"
            data-testid="parts-use"
            onClick={() => setForm("use")}
          >
            {t("add")}
          </button>
          {answer?.parts.mayCharge && (
            <button
              type="button"
              className="field-plain"
              data-testid="parts-ask"
              onClick={() => setForm("ask")}
            >
              {t("ask")}
            </button>
          )}
          <button
            type="button"
            className="field-plain"
            data-testid="parts-reserve"
            onClick={() => setForm("reserve")}
          >
            {t("reserve")}
          </button>
        </div>
      )}
      {form === "reserve" && <ReserveForm stock={stock} steps={steps} close={() => setForm(null)} />}
      {(form === "use" || form === "ask") && (
        <PartsForm first={form} stock={stock} {...pays} steps={steps} close={() => setForm(null)} />
      )}
    </section>
  );
}
