"use client";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { seenOf } from "#app/_visit/seen.ts";
import { mayAppoint } from "#server/domain/appointment/appointment.ts";
import type { Window } from "#server/domain/appointment/slots.ts";
import { windowWords } from "#server/domain/appointment/words.ts";
import { visitKept } from "../../_outbox/asKept.ts";
import { ofTicket } from "../../_outbox/queue.ts";
import { useOutbox } from "../../_outbox/useOutbox.ts";
import { useBeside } from "../../useBeside.ts";
import type { Detail } from "./detail.ts";
import { OfferTimes } from "./OfferTimes.tsx";
import type { Steps } from "./useSteps.ts";
import { VisitOff } from "./VisitOff.tsx";

type Props = { detail: Detail; personId: string; steps: Steps; unsent: number };

/** When he comes: what is agreed or offered, at the office or on this phone only, and times of his own to offer. */
export function Visit({ detail, personId, steps, unsent }: Props) {
  const t = useTranslations("visit.field");
  const locale = useLocale().startsWith("zh") ? "zh" : "en";
  const [asks, setAsks] = useState<"offer" | "off" | null>(null);
  const { ticket, site } = detail;
  const { commands } = useOutbox();
  const about = { number: ticket.number, plate: ticket.plate, timeZone: site.timeZone };
  const beside = useBeside(personId, about);
  // A page that was kept on the phone by an earlier build knows nothing of it.
  const known = detail.visit ?? null;
  const off = ofTicket(commands, ticket.id).some(
    ({ step, state }) => step.verb === "visitOff" && step.appointmentId === known?.id && state !== "refused",
  );
  const visit = off ? null : known;
  const kept = visitKept(commands, ticket.id);
  const may = mayAppoint(ticket.status);
  if (!may && visit === null && kept === null && beside.said === "") return null;

  const seen = { ...seenOf(visit), ...(kept && { by: kept.key }) };
  async function offer(windows: Window[]) {
    // To put times to the owner is to take the job on: a step of its own, on which the next one builds.
    if (ticket.status === "dispatched" && !(await steps.take({ verb: "accept" }))) return;
    if (await beside.keep({ verb: "offerTimes", ticketId: ticket.id, windows, seen }, t("sent")))
      setAsks(null);
  }
  async function fix(window: Window) {
    if (await beside.keep({ verb: "fixTime", ticketId: ticket.id, window, seen }, t("spokenSaid")))
      setAsks(null);
  }
  const when = (window: Window) => windowWords(window, site.timeZone, locale);
  return (
    <section aria-labelledby="visit-title" data-testid="field-visit">
      <h2 id="visit-title">{t("title")}</h2>
      {kept !== null && (
        <div className="field-kept" data-testid="visit-kept">
          <p>{t(kept.agreed ? "keptFix" : "keptOffer", { count: kept.windows.length })}</p>
          <ul>
            {kept.windows.map((window) => (
              <li key={window.from} className="field-figures">
                {when(window)}
              </li>
            ))}
          </ul>
        </div>
      )}
      {kept === null && visit?.agreed && (
        <p className="visit-agreed">{t("agreed", { when: when(visit.agreed) })}</p>
      )}
      {kept === null && visit !== null && visit.agreed === null && (
        <p>{t("offered", { count: visit.windows.length })}</p>
      )}
      <p role="status" className="field-told" data-tone="done">
        {kept === null ? beside.said : ""}
      </p>
      {may && asks === null && (
        <button
          type="button"
          className="field-plain field-other"
          data-testid="offer-times"
          onClick={() => setAsks("offer")}
        >
          {t(visit === null && kept === null ? "offer" : "again")}
        </button>
      )}
      {may && asks === null && visit !== null && kept === null && (
        <button
          type="button"
          className="field-plain field-other"
          data-testid="visit-off"
          onClick={() => setAsks("off")}
        >
          {t("off")}
        </button>
      )}
      {asks === "offer" && (
        <OfferTimes
          detail={detail}
          personId={personId}
          ahead={unsent > 0}
          trouble={beside.full}
          offer={(windows) => void offer(windows)}
          fix={(window) => void fix(window)}
          close={() => setAsks(null)}
        />
      )}
      {asks === "off" && visit !== null && (
        <VisitOff
          off={(reason) =>
            beside.keep(
              { verb: "visitOff", ticketId: ticket.id, appointmentId: visit.id, reason },
              t("offSaid"),
            )
          }
          close={() => setAsks(null)}
        />
      )}
    </section>
  );
}
