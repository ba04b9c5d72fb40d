"use client";
import { useTranslations } from "use-intl";
import { api } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Plate } from "#app/_ui/Plate.tsx";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { useDesk } from "../desk.ts";
import { useWords } from "../useWords.ts";
import { useIncidentRoom } from "./room.ts";

type Input = { ticketId: string; version: number };
const send = (sent: { key: string; input: Input }) => api.ticket.unmerge.mutate(sent);

type Props = {
  ticket: Ticket;
  duplicates: Array<{ id: string; number: string; version: number; plate: Ticket["plate"] }>;
  moved(): void;
};

/** In a ticket's drawer: the incident that it belongs to, or the merging that made it a duplicate. */
export function DrawerIncident({ ticket, duplicates, moved }: Props) {
  const t = useTranslations("control.incident");
  const { say, may, linked } = useDesk();
  const room = useIncidentRoom();
  const words = useWords();
  const undo = useCommand<Input, unknown>(send);
  const incident = room.incidents.find((each) => each.id === ticket.incidentId);

  async function takeBack(of: { id: string; version: number }) {
    const sent = await undo.run({ ticketId: of.id, version: of.version });
    if (sent.ok) say({ tone: "done", title: t("said.unmerged") });
    else say({ tone: "refused", title: t("said.notDone"), words: words.refusal(sent.told) });
    moved();
  }
  const button = (of: { id: string; version: number }) =>
    may("ticket.unmerge") && (
      <button
        type="button"
        className="control-button"
        data-testid="unmerge"
        disabled={!linked || undo.pending}
        onClick={() => void takeBack(of)}
      >
        {t("merge.undo")}
      </button>
    );
  if (ticket.status === "duplicate")
    return (
      <div className="drawer-gone">
        <p>{t("merge.duplicate")}</p>
        {button(ticket)}
      </div>
    );
  return (
    <>
      {incident && (
        <div className="drawer-gone" data-testid="in-incident">
          <p>{t("inIncident", { number: incident.number })}</p>
          <button type="button" className="control-button" onClick={() => room.open(incident.id)}>
            {t("openIncident")}
          </button>
        </div>
      )}
      {duplicates.length > 0 && (
        <section data-testid="duplicates">
          <h3>{t("merge.merged")}</h3>
          <ul className="incident-rows">
            {duplicates.map((each) => (
              <li key={each.id}>
                <div className="incident-row">
                  <Plate place={words.place(each.plate)} size="s" />
                  <span className="card-number">{each.number}</span>
                </div>
                {button(each)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
