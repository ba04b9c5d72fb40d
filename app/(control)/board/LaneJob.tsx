"use client";
import { memo, useRef } from "react";
import { useTranslations } from "use-intl";
import { Countdown } from "#app/_ui/Countdown.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { serverNow, useServerClock } from "#app/_ui/serverClock.ts";
import { stitchOf, Thread } from "#app/_ui/Thread.tsx";
import { Urgency } from "#app/_ui/Urgency.tsx";
import { whoseWait } from "#server/domain/sla/terms.ts";
import { AgreedTime, ReturnMark } from "./AgreedTime.tsx";
import { useDesk, useTicket } from "./desk.ts";
import { FaceRow } from "./faces/FaceRow.tsx";
import { useMark } from "./marks.ts";
import { elapsed } from "./QueueCard.tsx";
import { TicketMenu } from "./TicketMenu.tsx";
import { useCarried } from "./useCarried.ts";
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
  if (!ticket) return null;
  const status = live ? words.status(ticket) : t("status.closed");
  const late = ticket.dueAt !== null && Date.parse(ticket.dueAt) < serverNow();
  // Until he is there the agreed time is what counts; a promise that is broken is said all the same.
  const agreed = mark?.agreed != null && !late && !["on_site", "paused", "done"].includes(ticket.status);
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
          <AgreedTime ticketId={id} siteId={ticket.siteId} />
        ) : (
          ticket.dueAt && <Countdown dueAt={ticket.dueAt} />
        )}
      </div>
      <div className="job-line">
        <span className="card-fault">{words.fault(ticket.faultCode)}</span>
        <ReturnMark ticketId={id} />
        <FaceRow ticketId={id} />
        <span className="job-status">
          {(named || gone) && live && ticket.technicianId !== null
            ? words.technician(ticket.technicianId)
            : ticket.status === "done" && ticket.doneAt
              ? t("lanes.doneAgo", { time: words.time(ticket.doneAt, ticket.siteId) })
              : ticket.status === "paused" && ticket.pauseReason !== null
                ? t(ticket.backAt === null ? "lanes.waits" : "lanes.waitsUntil", {
                    status,
                    side: t(`lanes.side.${whoseWait[ticket.pauseReason]}`),
                    time: ticket.backAt === null ? "" : words.time(ticket.backAt, ticket.siteId),
                  })
                : status}
        </span>
      </div>
      <Thread stitch={stitchOf(ticket.status, ticket.reopens > 0)} progress={elapsed(ticket, now)} />
      <TicketMenu ticket={ticket} />
    </article>
  );
});
