"use client";
import { useTranslations } from "use-intl";
import { Plate } from "#app/_ui/Plate.tsx";
import { isUnassigned } from "#server/domain/ticket/status.ts";
import { useDesk } from "../desk.ts";
import { useWords } from "../useWords.ts";
import type { IncidentDetail } from "./IncidentDrawer.tsx";
import { useDetach } from "./useDetach.ts";

/** Its tickets, the one that is worked on first; each can be opened, and taken out again. */
export function IncidentTickets({ detail }: { detail: IncidentDetail }) {
  const t = useTranslations("control");
  const { open, may, linked } = useDesk();
  const words = useWords();
  const { detach, pending } = useDetach();
  const { incident, tickets } = detail;
  return (
    <section data-testid="incident-tickets">
      <h3>{t("incident.drawer.tickets", { count: tickets.length })}</h3>
      <ul className="incident-rows">
        {tickets.map((ticket) => (
          <li key={ticket.id} data-leads={ticket.leads}>
            <button type="button" className="incident-row" onClick={() => open(ticket.id)}>
              <Plate place={words.place(ticket.plate)} size="s" />
              <span>
                {words.zh ? ticket.faultZh : ticket.faultEn} · {t(`source.${ticket.source}`)}
              </span>
              <small>
                {ticket.leads
                  ? `${t("incident.drawer.lead")} · ${t(`status.${ticket.status}`)}`
                  : isUnassigned(ticket)
                    ? t("incident.drawer.waits")
                    : t(`status.${ticket.status}`)}
                {ticket.technician !== null &&
                  ` · ${words.person({ name: ticket.technician, nameLatin: ticket.technicianLatin ?? "" })}`}
              </small>
            </button>
            {incident.status === "open" && may("incident.detach") && (
              <button
                type="button"
                className="control-button"
                disabled={!linked || pending}
                onClick={() => void detach({ ticketId: ticket.id, version: ticket.version })}
              >
                {t("incident.drawer.split")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
