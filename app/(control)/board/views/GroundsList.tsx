"use client";
import { useTranslations } from "use-intl";
import { Countdown } from "#app/_ui/Countdown.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { Urgency } from "#app/_ui/Urgency.tsx";
import { useDesk, useTicket } from "../desk.ts";
import { TicketMenu } from "../TicketMenu.tsx";
import { useWords } from "../useWords.ts";
import { usePlaceName } from "./usePlaceName.ts";
import { useTicketList, useViewing } from "./viewing.ts";

/** More than this are for the list view. */
const most = 60;

/** What is open in the picked place, beside the plan. */
export function GroundsList({ at, openedId }: { at: string; openedId: string | null }) {
  const t = useTranslations("control.grounds");
  const { store } = useDesk();
  const { list, show } = useViewing();
  const ids = useTicketList(list).ids.filter((id) => store.ticket(id)?.status !== "done");
  const place = usePlaceName(at);
  return (
    <aside className="grounds-list" aria-label={t("listOf", { place })} data-testid="grounds-list">
      <h3>
        {place} <b>{ids.length}</b>
      </h3>
      {ids.length === 0 && <p className="timeline-loading">{t("quiet")}</p>}
      <ul>
        {ids.slice(0, most).map((id) => (
          <Row key={id} id={id} opened={id === openedId} />
        ))}
      </ul>
      {ids.length > most && (
        <button type="button" className="control-button" onClick={() => show("list")}>
          {t("rest", { count: ids.length - most })}
        </button>
      )}
    </aside>
  );
}

function Row({ id, opened }: { id: string; opened: boolean }) {
  const { store, open } = useDesk();
  const ticket = useTicket(store, id);
  const words = useWords();
  if (!ticket) return null;
  return (
    <li
      className="grounds-ticket"
      data-testid="grounds-ticket"
      data-ticket={id}
      data-urgency={ticket.urgency}
      data-opened={opened}
    >
      <button
        type="button"
        className="card-face"
        aria-label={`${words.fault(ticket.faultCode)}, ${words.plate(ticket)}, ${words.status(ticket)}`}
        aria-current={opened ? "true" : undefined}
        onClick={() => open(id)}
      />
      <span className="job-line">
        <Urgency level={ticket.urgency} size={16} />
        <span className="card-fault">{words.fault(ticket.faultCode)}</span>
        {ticket.dueAt && <Countdown dueAt={ticket.dueAt} />}
      </span>
      <span>
        <Plate place={words.place(ticket.plate)} size="xs" />
      </span>
      <span className="grounds-state">
        {words.status(ticket)}
        {ticket.technicianId && ` · ${words.technician(ticket.technicianId)}`}
      </span>
      <TicketMenu ticket={ticket} />
    </li>
  );
}
