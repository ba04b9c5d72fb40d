"use client";
import { memo, useRef } from "react";
import { Countdown, clockWords } from "#app/_ui/Countdown.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { stitchOf, Thread } from "#app/_ui/Thread.tsx";
import { UrgencyMark } from "#app/_ui/UrgencyMark.tsx";
import { AgreedTime, ReturnMark } from "../AgreedTime.tsx";
import type { BoardStore } from "../BoardStore.ts";
import { useTicket } from "../desk.ts";
import { FaceRow } from "../faces/FaceRow.tsx";
import { elapsed } from "../QueueCard.tsx";
import { RowVerdict } from "../RowVerdict.tsx";
import { TicketMenu } from "../TicketMenu.tsx";
import { type OnJob, useCarried, useJobTarget } from "../useCarried.ts";
import type { useRowWords } from "./useRowWords.ts";

type Props = {
  id: string;
  /** In the whole table, its head being 1. */
  index: number;
  top: number;
  roving: boolean;
  opened: boolean;
  store: BoardStore;
  /** Said once by the table: hundreds of rows pass by in one throw of the wheel. */
  say: ReturnType<typeof useRowWords>;
  onJob: OnJob;
  /** What the reporter first said; empty until it is here. */
  words: string;
  /** The server's clock, coarse, ms. */
  now: number;
  select(id: string): void;
  open(id: string): void;
};

/** One job in one line; when it has left the board it stays in its place, faded, until the list may move. */
export const TicketTableRow = memo(function TicketTableRow(props: Props) {
  const { id, index, top, roving, opened, store, say, now, select, open } = props;
  const row = useRef<HTMLTableRowElement>(null);
  useCarried(row, id);
  const over = useJobTarget(row, id, props.onJob);
  const live = useTicket(store, id);
  const last = useRef(live);
  if (live) last.current = live;
  const ticket = live ?? last.current;
  if (!ticket) return null;
  const { words } = say;
  return (
    <tr
      ref={row}
      className="table-row"
      aria-rowindex={index}
      aria-current={opened ? "true" : undefined}
      tabIndex={roving ? 0 : -1}
      style={{ transform: `translateY(${top}px)` }}
      data-testid="list-row"
      data-ticket={id}
      data-number={ticket.number}
      data-status={ticket.status}
      data-urgency={ticket.urgency}
      data-gone={live === undefined}
      data-over={over !== null}
      onFocus={() => select(id)}
      onClick={(event) => {
        if (event.target instanceof HTMLElement && event.target.closest("button")) return;
        select(id);
        open(id);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || event.target !== event.currentTarget) return;
        event.preventDefault();
        open(id);
      }}
    >
      <td data-column="urgency">
        <UrgencyMark level={ticket.urgency} size={18} label={say.urgency(ticket.urgency)} />
      </td>
      <td data-column="number">{ticket.number}</td>
      <td data-column="place">
        <Plate place={words.place(ticket.plate)} size="xs" />
      </td>
      <td data-column="fault">
        {words.fault(ticket.faultCode)}
        <FaceRow ticketId={ticket.id} />
      </td>
      <td data-column="words" dir="auto" title={props.words}>
        {props.words}
      </td>
      <td data-column="notes">
        <ReturnMark ticketId={ticket.id} />
        <AgreedTime ticketId={ticket.id} siteId={ticket.siteId} />
        <span>{say.notes(ticket)}</span>
      </td>
      <td data-column="state">
        <Thread stitch={stitchOf(ticket.status, ticket.reopens > 0)} progress={elapsed(ticket, now)} />
        <span>{live ? words.status(ticket) : say.closed}</span>
      </td>
      <td data-column="who">{ticket.technicianId === null ? "" : words.technician(ticket.technicianId)}</td>
      <td data-column="due">{ticket.dueAt && <Due dueAt={ticket.dueAt} say={say} now={now} />}</td>
      <td data-column="age">
        <time dateTime={ticket.receivedAt}>{say.age(ticket.receivedAt, now)}</time>
      </td>
      <td data-column="site">
        <span className="table-site">{words.site(ticket.siteId)}</span>
        <TicketMenu ticket={ticket} />
        <RowVerdict over={over} />
      </td>
    </tr>
  );
});

/** Nearer than this the seconds count, ms. */
const near = 11 * 60_000;

function Due({ dueAt, say, now }: { dueAt: string; say: Props["say"]; now: number }) {
  const left = Date.parse(dueAt) - now;
  if (Math.abs(left) < near) return <Countdown dueAt={dueAt} />;
  const clock = clockWords(Math.abs(left));
  return (
    <time
      className="countdown"
      data-state={left < 0 ? "late" : left < 30 * 60_000 ? "soon" : "calm"}
      dateTime={dueAt}
      suppressHydrationWarning
    >
      {left < 0 && <span aria-hidden>−</span>}
      {left < 0 && <span className="visually-hidden">{say.lateBy} </span>}
      {clock.days > 0 ? say.days(clock.days, clock.hours) : clock.text}
    </time>
  );
}
