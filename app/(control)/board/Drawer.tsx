"use client";
import { X } from "lucide-react";
import { useTranslations } from "use-intl";
import { Countdown } from "#app/_ui/Countdown.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { useServerClock } from "#app/_ui/serverClock.ts";
import { stitchOf, Thread } from "#app/_ui/Thread.tsx";
import { Urgency } from "#app/_ui/Urgency.tsx";
import { Wait } from "#app/_ui/Wait.tsx";
import { isWaiting } from "#server/domain/ticket/status.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { DrawerActions } from "./DrawerActions.tsx";
import { DrawerCalls } from "./DrawerCalls.tsx";
import { DrawerCame } from "./DrawerCame.tsx";
import { DrawerChoices } from "./DrawerChoices.tsx";
import { DrawerClocks } from "./DrawerClocks.tsx";
import { DrawerFacts } from "./DrawerFacts.tsx";
import { DrawerNobody } from "./DrawerNobody.tsx";
import { DrawerParts } from "./DrawerParts.tsx";
import { DrawerPhotos } from "./DrawerPhotos.tsx";
import { DrawerRecords } from "./DrawerRecords.tsx";
import { DrawerRemains } from "./DrawerRemains.tsx";
import { DrawerReturn } from "./DrawerReturn.tsx";
import { DrawerSimilar } from "./DrawerSimilar.tsx";
import { DrawerTimeline } from "./DrawerTimeline.tsx";
import { DrawerTriage } from "./DrawerTriage.tsx";
import { DrawerVisit } from "./DrawerVisit.tsx";
import { useDesk, useTicket } from "./desk.ts";
import { FaceLine } from "./faces/FaceRow.tsx";
import { DrawerIncident } from "./incident/DrawerIncident.tsx";
import { elapsed } from "./QueueCard.tsx";
import { useDetail } from "./useDetail.ts";
import { useWords } from "./useWords.ts";

/** One job, whole. What the board knows is shown at once; the rest follows. */
export function Drawer({ ticketId }: { ticketId: string }) {
  const t = useTranslations("control");
  const { store, open } = useDesk();
  const live = useTicket(store, ticketId);
  const words = useWords();
  const { detail, told, again } = useDetail(
    ticketId,
    live?.version,
    live !== undefined && isWaiting(live.status),
  );
  const ticket = live ?? detail?.ticket;
  return (
    <aside
      className="drawer"
      tabIndex={-1}
      data-testid="drawer"
      data-ticket={ticketId}
      aria-label={t("drawer.label", { number: ticket?.number ?? "" })}
    >
      <div className="drawer-head">
        <span className="drawer-number">{ticket?.number}</span>
        {ticket && <span className="drawer-site">{words.site(ticket.siteId)}</span>}
        <FaceLine ticketId={ticketId} />
        <button
          type="button"
          className="control-icon"
          aria-label={t("drawer.close")}
          onClick={() => open(null)}
        >
          <X size={18} aria-hidden />
        </button>
      </div>
      <div className="drawer-body">
        {ticket && <Summary ticket={ticket} />}
        {detail?.nobody && live && isWaiting(live.status) && (
          <DrawerNobody lack={detail.nobody} siteId={live.siteId} />
        )}
        {ticket && live && <DrawerActions ticket={live} />}
        {ticket && <DrawerIncident ticket={ticket} duplicates={detail?.duplicates ?? []} moved={again} />}
        {detail && !live && ticket?.status !== "duplicate" && (
          <p className="drawer-gone">{t("drawer.gone")}</p>
        )}
        {told && (
          <div className="drawer-gone" role="alert">
            <p>{t("drawer.failed", { why: words.refusal(told) })}</p>
            <button type="button" className="control-button" onClick={again}>
              {t("drawer.again")}
            </button>
          </div>
        )}
        {!detail && !told && <p className="drawer-loading">{t("drawer.loading")}</p>}
        {detail && ticket && (
          <>
            <div className="drawer-half">
              <DrawerReturn key={`return ${ticket.id}`} ticket={ticket} />
              <DrawerFacts detail={detail} ticket={ticket} again={again} />
              <DrawerRemains detail={detail} />
              <DrawerVisit key={`${ticket.id} visit`} detail={detail} ticket={ticket} again={again} />
              <DrawerCame key={`${ticket.id} came`} detail={detail} again={again} />
              <DrawerCalls detail={detail} />
              <DrawerTriage ticket={ticket} />
            </div>
            <div className="drawer-half">
              <DrawerClocks detail={detail} ticket={ticket} />
              <DrawerSimilar detail={detail} />
              <DrawerPhotos photos={detail.photos} />
              <DrawerRecords ticketId={detail.ticket.id} records={detail.records} siteId={ticket.siteId} />
              <DrawerParts
                key={ticket.id}
                ticketId={ticket.id}
                version={ticket.version}
                siteId={ticket.siteId}
              />
              <DrawerChoices choices={detail.choices} siteId={ticket.siteId} />
              <DrawerTimeline entries={detail.entries} siteId={ticket.siteId} />
              <Before detail={detail} />
            </div>
          </>
        )}
      </div>
    </aside>
  );
}

function Summary({ ticket }: { ticket: Ticket }) {
  const words = useWords();
  const now = useServerClock(10_000);
  return (
    <div className="drawer-summary">
      <Plate place={words.place(ticket.plate)} size="l" />
      <div className="drawer-what">
        <Urgency level={ticket.urgency} size={24} />
        <h2>{words.fault(ticket.faultCode)}</h2>
        {ticket.dueAt && <Countdown dueAt={ticket.dueAt} />}
      </div>
      <Thread stitch={stitchOf(ticket.status, ticket.reopens > 0)} progress={elapsed(ticket, now)} />
      <p className="drawer-status" data-testid="drawer-status" data-status={ticket.status}>
        {words.status(ticket)}
        {ticket.technicianId && ` · ${words.technician(ticket.technicianId)}`}
        <time>{words.time(ticket.statusSince, ticket.siteId)}</time>
      </p>
      <Wait ticket={ticket} timeZone={words.timeZone(ticket.siteId)} to="staff" />
    </div>
  );
}

function Before({ detail }: { detail: NonNullable<ReturnType<typeof useDetail>["detail"]> }) {
  const t = useTranslations("control");
  const { open, store } = useDesk();
  const words = useWords();
  return (
    <section>
      <h3>{t("drawer.before")}</h3>
      {detail.before.length === 0 && <p className="drawer-faint">{t("drawer.beforeNone")}</p>}
      <ul className="drawer-before">
        {detail.before.map((each) => {
          const line = (
            <>
              <time>{words.time(each.receivedAt, detail.ticket.siteId)}</time>
              <span>{words.fault(each.faultCode)}</span>
              <span className="drawer-faint">{t(`status.${each.status}`)}</span>
            </>
          );
          return (
            <li key={each.id}>
              {store.ticket(each.id) ? (
                <button type="button" onClick={() => open(each.id)}>
                  {line}
                </button>
              ) : (
                <div>{line}</div>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
