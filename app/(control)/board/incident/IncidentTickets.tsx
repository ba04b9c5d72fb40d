"use client";
import { useTranslations } from "use-intl";
import { api } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Plate } from "#app/_ui/Plate.tsx";
import { isUnassigned } from "#server/domain/ticket/status.ts";
import { useDesk } from "../desk.ts";
import { useWords } from "../useWords.ts";
import type { IncidentDetail } from "./IncidentDrawer.tsx";
import { useIncidentRoom } from "./room.ts";

type Input = { ticketId: string; version: number };
const send = (sent: { key: string; input: Input }) => api.incident.detach.mutate(sent);

/** Its tickets, the one that is worked on first; each can be opened, and taken out again. */
export function IncidentTickets({ detail }: { detail: IncidentDetail }) {
  const t = useTranslations("control");
  const { open, say, may, linked } = useDesk();
  const room = useIncidentRoom();
  const words = useWords();
  const split = useCommand<Input, unknown>(send);
  const { incident, tickets } = detail;

  async function takeOut(input: Input) {
    const sent = await split.run(input);
    if (sent.ok) say({ tone: "done", title: t("incident.said.split") });
    else say({ tone: "refused", title: t("incident.said.notDone"), words: words.refusal(sent.told) });
    room.again();
  }
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
                  : isUnassigned(ticket.status)
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
                disabled={!linked || split.pending}
                onClick={() => takeOut({ ticketId: ticket.id, version: ticket.version })}
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
