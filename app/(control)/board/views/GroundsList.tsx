"use client";
import { useRef, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Countdown } from "#app/_ui/Countdown.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { Urgency } from "#app/_ui/Urgency.tsx";
import { useDesk, useTicket } from "../desk.ts";
import { FaceRow } from "../faces/FaceRow.tsx";
import { RowVerdict } from "../RowVerdict.tsx";
import { TicketMenu } from "../TicketMenu.tsx";
import { type OnJob, useCarried, useJobTarget, useOnJob } from "../useCarried.ts";
import { useHeldIds } from "../useHeldIds.ts";
import { useHold } from "../useHold.ts";
import { useWords } from "../useWords.ts";
import { usePlaceName } from "./usePlaceName.ts";
import { useTicketList, useViewing } from "./viewing.ts";

/** More than this are for the list view. */
const most = 60;

/** `at`: the picked place, or the empty string for the whole site. */
type Props = { siteId: string; at: string; busy: boolean; openedId: string | null };

/** What is open in the picked place, beside the plan; it keeps still while somebody is at it. */
export function GroundsList({ siteId, at, busy, openedId }: Props) {
  const t = useTranslations("control.grounds");
  const views = useTranslations("control.views");
  const format = useFormatter();
  const { store, filter } = useDesk();
  const { list, show } = useViewing();
  const area = useRef<HTMLElement>(null);
  useHold(list, area, busy);
  const view = useTicketList(list);
  const [lets, setLets] = useState(0);
  const open = view.ids.filter((id) => {
    const ticket = store.ticket(id);
    return ticket?.status !== "done" && (at !== "" || ticket?.siteId === siteId);
  });
  const { ids } = useHeldIds(open, view.held, [filter, lets]);
  const words = useWords();
  const onJob = useOnJob();
  const picked = usePlaceName(at);
  const place = at === "" ? words.site(siteId) : picked;
  return (
    <aside className="grounds-list" ref={area} aria-label={t("listOf", { place })} data-testid="grounds-list">
      <h3>
        {place} <b>{format.number(ids.length)}</b>
        <span className="visually-hidden" role="status">
          {view.waiting > 0 && views("arrived", { count: view.waiting })}
        </span>
        {view.waiting > 0 && (
          <button
            type="button"
            className="queue-waiting"
            data-testid="grounds-waiting"
            onClick={() => {
              list.letIn();
              setLets(lets + 1);
            }}
          >
            {views("waiting", { count: view.waiting })}
          </button>
        )}
      </h3>
      {ids.length === 0 && <p className="timeline-loading">{t("quiet")}</p>}
      <ul>
        {ids.slice(0, most).map((id) => (
          <Row key={id} id={id} opened={id === openedId} onJob={onJob} />
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

function Row({ id, opened, onJob }: { id: string; opened: boolean; onJob: OnJob }) {
  const { store, open } = useDesk();
  const live = useTicket(store, id);
  const last = useRef(live);
  if (live) last.current = live;
  const ticket = live ?? last.current;
  const row = useRef<HTMLLIElement>(null);
  useCarried(row, id);
  const over = useJobTarget(row, id, onJob);
  const t = useTranslations("control");
  const words = useWords();
  if (!ticket) return null;
  const status = live ? words.status(live) : t("status.closed");
  return (
    <li
      ref={row}
      className="grounds-ticket"
      data-testid="grounds-ticket"
      data-ticket={id}
      data-urgency={ticket.urgency}
      data-opened={opened}
      data-gone={live === undefined}
      data-over={over !== null}
    >
      <button
        type="button"
        className="card-face"
        aria-label={`${words.fault(ticket.faultCode)}, ${words.plate(ticket)}, ${status}`}
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
        {status}
        {ticket.technicianId && ` · ${words.technician(ticket.technicianId)}`}
        <FaceRow ticketId={id} />
      </span>
      <TicketMenu ticket={ticket} />
      <RowVerdict over={over} />
    </li>
  );
}
