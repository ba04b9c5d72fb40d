"use client";
import { memo, useRef } from "react";
import { useTranslations } from "use-intl";
import { Age } from "#app/_ui/Age.tsx";
import { Countdown } from "#app/_ui/Countdown.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { serverNow, useServerClock } from "#app/_ui/serverClock.ts";
import { stitchOf, Thread } from "#app/_ui/Thread.tsx";
import { Urgency } from "#app/_ui/Urgency.tsx";
import { leadMustRule } from "#server/domain/ticket/decide.ts";
import { isUnheld } from "#server/domain/ticket/status.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { AgreedTime, ReturnMark } from "./AgreedTime.tsx";
import { useDesk, useTicket } from "./desk.ts";
import { joinable } from "./drop.ts";
import { FaceRow } from "./faces/FaceRow.tsx";
import { useIncidentRoom } from "./incident/room.ts";
import { OfferedTo } from "./OfferedTo.tsx";
import { TicketMenu } from "./TicketMenu.tsx";
import { useCarried, useTarget } from "./useCarried.ts";
import { useWords } from "./useWords.ts";
import { waits } from "./waits.ts";

type Props = { id: string; roving: boolean; selected: boolean; opened: boolean; select(id: string): void };

/** One waiting job in four lines: what and how long, where, whence, and how much of its time is gone. */
export const QueueCard = memo(function QueueCard({ id, roving, selected, opened, select }: Props) {
  const t = useTranslations("control");
  const { store, open, may } = useDesk();
  const { picked } = useIncidentRoom();
  const ticket = useTicket(store, id);
  const last = useRef(ticket);
  if (ticket) last.current = ticket;
  const shown = ticket ?? last.current;
  const words = useWords();
  const paused = useUnheldWords();
  const card = useRef<HTMLElement>(null);
  useCarried(card, id);
  const over = useTarget(
    card,
    { to: "card", ticketId: id },
    (carried) => may("ticket.merge") && joinable(store.ticket(carried), store.ticket(id)),
  );
  if (!shown) return null;
  const stands = ticket !== undefined && waits(ticket);
  const isPicked = picked.ids.has(id);
  const due = shown.dueAt
    ? t("clocks.by", {
        clock: t(`clocks.${shown.dueClock ?? "finish"}`),
        time: words.time(shown.dueAt, shown.siteId),
      })
    : t("queue.noDue");
  const late = shown.dueAt !== null && Date.parse(shown.dueAt) < serverNow();
  return (
    <article
      ref={card}
      className="card"
      data-testid="queue-card"
      data-ticket={id}
      data-number={shown.number}
      data-urgency={shown.urgency}
      data-selected={selected}
      data-opened={opened}
      data-gone={!stands}
      data-unheld={isUnheld(shown)}
      data-picked={isPicked}
      data-late={late}
      data-over={over}
    >
      <button
        type="button"
        className="card-face"
        tabIndex={roving ? 0 : -1}
        aria-label={t("queue.cardLabel", {
          urgency: t(`urgency.u${shown.urgency}`),
          fault: words.fault(shown.faultCode),
          plate: words.plate(shown),
          due: isUnheld(shown) ? `${paused(shown)}, ${due}` : due,
        })}
        aria-current={opened ? "true" : undefined}
        aria-pressed={isPicked ? true : undefined}
        onClick={(event) => {
          select(id);
          if (event.shiftKey) return picked.upTo(id);
          if (event.ctrlKey || event.metaKey) return picked.toggle(id);
          open(id);
        }}
        onFocus={() => select(id)}
      />
      <div className="card-line card-top">
        <Urgency level={shown.urgency} size={20} />
        <span className="card-fault">{words.fault(shown.faultCode)}</span>
        <ReturnMark ticketId={id} />
        {shown.dueAt && stands && <Countdown dueAt={shown.dueAt} />}
      </div>
      <div className="card-line">
        <Plate place={words.place(shown.plate)} size="s" />
        <AgreedTime ticketId={id} siteId={shown.siteId} />
      </div>
      <div className="card-line card-small">
        <span>
          {stands ? (
            <Origin ticket={shown} />
          ) : (
            <Gone ticket={ticket ?? shown} known={ticket !== undefined} />
          )}
        </span>
        <span className="card-number">{shown.number}</span>
      </div>
      <Elapsed ticket={shown} />
      {over && <span className="card-verdict">{t("queue.mayMerge")}</span>}
      <TicketMenu ticket={shown} />
    </article>
  );
});

function Origin({ ticket }: { ticket: Ticket }) {
  const t = useTranslations("control");
  const words = useUnheldWords();
  return (
    <>
      {isUnheld(ticket) ? words(ticket) : t(`source.${ticket.source}`)} · <Age since={ticket.receivedAt} />
      {extrasOf(ticket, t).map((each) => ` · ${each}`)}
      <OfferedTo ticketId={ticket.id} />
      <FaceRow ticketId={ticket.id} />
    </>
  );
}

/** Why a job is paused that nobody has, and until when. */
function useUnheldWords() {
  const t = useTranslations("control");
  const words = useWords();
  return (ticket: Ticket) => {
    const why = words.status(ticket);
    return ticket.backAt === null
      ? t("queue.unheld", { why })
      : t("queue.unheldUntil", { why, time: words.time(ticket.backAt, ticket.siteId) });
  };
}

/** What a job has behind it, as far as there is any. */
export function extrasOf(ticket: Ticket, t: ReturnType<typeof useTranslations<"control">>): string[] {
  return [
    ticket.households > 1 ? t("queue.households", { count: ticket.households }) : "",
    ticket.photos > 0 ? t("queue.photos", { count: ticket.photos }) : "",
    leadMustRule(ticket)
      ? t("queue.leadRules")
      : ticket.declines > 0
        ? t("queue.declined", { count: ticket.declines })
        : "",
    ticket.reopens > 0 ? t("queue.reopened", { count: ticket.reopens }) : "",
    ticket.urges > 0 ? t("queue.urged", { count: ticket.urges }) : "",
  ].filter(Boolean);
}

/** The card stays where it was while somebody points at it, but says that it is no longer waiting. */
function Gone({ ticket, known }: { ticket: Ticket; known: boolean }) {
  const t = useTranslations("control");
  const words = useWords();
  if (known && ticket.technicianId !== null)
    return t("queue.gone", { name: words.technician(ticket.technicianId) });
  return known ? words.status(ticket) : t("status.closed");
}

function Elapsed({ ticket }: { ticket: Ticket }) {
  const now = useServerClock(10_000);
  return <Thread stitch={stitchOf(ticket.status, ticket.reopens > 0)} progress={elapsed(ticket, now)} />;
}

/** Which part of the promised time is gone, 0 to 1. */
export function elapsed(ticket: Ticket, now: number): number {
  const from = Date.parse(ticket.receivedAt);
  const until = ticket.dueAt === null ? from : Date.parse(ticket.dueAt);
  return until <= from ? 1 : Math.min(1, Math.max(0, (now - from) / (until - from)));
}
