"use client";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { mayAppoint } from "#server/domain/appointment/appointment.ts";
import { windowWords } from "#server/domain/appointment/words.ts";
import { ofTicket } from "../../_outbox/queue.ts";
import { useOutbox } from "../../_outbox/useOutbox.ts";
import { useBeside } from "../../useBeside.ts";
import type { Detail } from "./detail.ts";
import { OfferTimes } from "./OfferTimes.tsx";
import { VisitOff } from "./VisitOff.tsx";

type Props = { detail: Detail; personId: string; refetch(): Promise<void>; unsent: number };

/** When he comes: what is agreed or offered, and times of his own to offer. */
export function Visit({ detail, personId, refetch, unsent }: Props) {
  const t = useTranslations("visit.field");
  const locale = useLocale().startsWith("zh") ? "zh" : "en";
  const [asks, setAsks] = useState<"offer" | "off" | null>(null);
  const [said, setSaid] = useState("");
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
  const may = mayAppoint(ticket.status);
  if (!may && visit === null && beside.said === "") return null;
  function done(words: string) {
    setAsks(null);
    setSaid(words);
    void refetch();
  }
  return (
    <section aria-labelledby="visit-title" data-testid="field-visit">
      <h2 id="visit-title">{t("title")}</h2>
      {visit?.agreed && (
        <p className="visit-agreed">
          {t("agreed", { when: windowWords(visit.agreed, site.timeZone, locale) })}
        </p>
      )}
      {visit !== null && visit.agreed === null && <p>{t("offered", { count: visit.windows.length })}</p>}
      <p role="status" className="field-told" data-tone="done">
        {beside.said || said}
      </p>
      {may && asks === null && (
        <button
          type="button"
          className="field-plain field-other"
          data-testid="offer-times"
          onClick={() => setAsks("offer")}
        >
          <span>
            {t(visit === null ? "offer" : "again")} <small className="field-aside">{t("needsLink")}</small>
          </span>
        </button>
      )}
      {may && asks === null && visit !== null && (
        <button type="button" className="field-plain field-other" onClick={() => setAsks("off")}>
          {t("off")}
        </button>
      )}
      {asks === "offer" && (
        <OfferTimes detail={detail} unsent={unsent} done={done} close={() => setAsks(null)} />
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
