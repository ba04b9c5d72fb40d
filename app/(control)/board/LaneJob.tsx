"use client";
import { memo, useRef } from "react";
import { useTranslations } from "use-intl";
import { Countdown } from "#app/_ui/Countdown.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { serverNow, useServerClock } from "#app/_ui/serverClock.ts";
import { stitchOf, Thread } from "#app/_ui/Thread.tsx";
import { Urgency } from "#app/_ui/Urgency.tsx";
import { whoseWait } from "#server/domain/sla/terms.ts";
import { isWaiting } from "#server/domain/ticket/status.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { AgreedTime, ReturnMark } from "./AgreedTime.tsx";
import { useDesk, useTicket } from "./desk.ts";
import { FaceRow } from "./faces/FaceRow.tsx";
import { useMark } from "./marks.ts";
import { elapsed } from "./QueueCard.tsx";
import { TicketMenu } from "./TicketMenu.tsx";
import { useCarried } from "./useCarried.ts";
import { useFocusAlong } from "./useFocusAlong.ts";
import { useWords } from "./useWords.ts";

type Props = {
  id: string;
  opened: boolean;
  /** Says whose it is; his own lane need not. */
  named?: boolean;
  /** Is in this lane no more, and stays only until it may move. */
  gone?: boolean;
};

/** A job in a technician's hands: where, what, how far (the stitch), how long. */
export const LaneJob = memo(function LaneJob({ id, opened, named = false, gone = false }: Props) {
  const t = useTranslations("control");
  const { store, open } = useDesk();
  const live = useTicket(store, id);
  const last = useRef(live);
  if (live) last.current = live;
  const ticket = live ?? last.current;
  const words = useWords();
  const now = useServerClock(10_000);
  const card = useRef<HTMLElement>(null);
  const mark = useMark(id);
  useCarried(card, id);
  useFocusAlong(card, id);
  if (!ticket) return null;
  const time = (at: string) => words.time(at, ticket.siteId);
  const status = live ? words.status(ticket) : t("status.closed");
  const late = ticket.dueAt !== null && Date.parse(ticket.dueAt) < serverNow();
  // Until he is there the agreed time is what counts; a promise that is broken is said all the same.
  const agreed = mark?.agreed != null && !late && !["on_site", "paused", "done"].includes(ticket.status);
  /** In as few words as a card has room for; whose wait it is stands in the title. */
  function briefOf({ status, doneAt, pauseReason, backAt }: Ticket): string {
    if (status === "done" && doneAt) return t("lanes.doneAgo", { time: time(doneAt) });
    if (status === "dispatched") return t("lanes.brief.dispatched");
    if (status !== "paused" || pauseReason === null) return t(`status.${status}`);
    const why = t(`lanes.brief.${pauseReason}`);
    return backAt === null ? why : t("lanes.brief.until", { status: why, time: time(backAt) });
  }
  /** What the lane does not say of itself: whose it is, or how far. */
  function sideOf(): string {
    if (!live) return status;
    if ((named || gone) && live.technicianId !== null) return words.technician(live.technicianId);
    return named && isWaiting(live.status) ? "" : briefOf(live);
  }
  function wholeOf({ pauseReason, backAt }: Ticket): string {
    if (pauseReason === null) return status;
    const side = t(`lanes.side.${whoseWait[pauseReason]}`);
    if (backAt === null) return t("lanes.waits", { status, side });
    return t("lanes.waitsUntil", { status, side, time: time(backAt) });
  }
  return (
    <article
      ref={card}
      className="job"
      data-testid="lane-job"
      data-ticket={id}
      data-number={ticket.number}
      data-status={ticket.status}
      data-urgency={ticket.urgency}
      data-opened={opened}
      data-late={late}
      data-gone={gone || live === undefined}
    >
      <button
        type="button"
        className="card-face"
        aria-label={t("lanes.jobLabel", {
          fault: words.fault(ticket.faultCode),
          plate: words.plate(ticket),
          status,
        })}
        aria-current={opened ? "true" : undefined}
        onClick={() => open(id)}
      />
      <div className="job-line">
        <Urgency level={ticket.urgency} size={16} />
        <Plate place={words.place(ticket.plate)} size="xs" />
        {agreed ? (
          <AgreedTime ticketId={id} siteId={ticket.siteId} short />
        ) : (
          ticket.dueAt && <Countdown dueAt={ticket.dueAt} />
        )}
      </div>
      <div className="job-line">
        <span className="card-fault">{words.fault(ticket.faultCode)}</span>
        <ReturnMark ticketId={id} />
        <FaceRow ticketId={id} />
        <span className="job-status" title={live && wholeOf(live)}>
          {sideOf()}
        </span>
      </div>
      <Thread stitch={stitchOf(ticket.status, ticket.reopens > 0)} progress={elapsed(ticket, now)} />
      <TicketMenu ticket={ticket} />
    </article>
  );
});
