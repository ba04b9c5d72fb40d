"use client";
import { useEffect, useRef } from "react";
import { useLocale, useTranslations } from "use-intl";
import { LiveSign } from "#app/_ui/LiveSign.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { Wait } from "#app/_ui/Wait.tsx";
import { next } from "#server/domain/ticket/lifecycle.ts";
import { isOpen } from "#server/domain/ticket/status.ts";
import { IncidentNotice } from "../../IncidentNotice.tsx";
import { phoneWords } from "../../phoneWords.ts";
import { useNow } from "../../useNow.ts";
import { Add } from "./Add.tsx";
import { Answer } from "./Answer.tsx";
import { Cancel } from "./Cancel.tsx";
import { ChangeWish } from "./ChangeWish.tsx";
import { Costs } from "./Costs.tsx";
import type { Detail, Viewer } from "./detail.ts";
import { Facts } from "./Facts.tsx";
import { KeepAway } from "./KeepAway.tsx";
import { OwnerCode } from "./OwnerCode.tsx";
import { Pictures } from "./Pictures.tsx";
import { Records } from "./Records.tsx";
import { ReturnNotice } from "./ReturnNotice.tsx";
import { Survey } from "./Survey.tsx";
import { Timeline } from "./Timeline.tsx";
import { Urge } from "./Urge.tsx";
import { useStory } from "./useStory.ts";
import { useTicket } from "./useTicket.ts";
import { Visit } from "./Visit.tsx";

type Props = { first: Detail; viewer: Viewer; isNew: boolean; now: string };

/** One repair, alive: what is so now in one sentence, what the owner can say to it, and how it came to this. */
export function Repair({ first, viewer, isNew, now: serverNow }: Props) {
  const t = useTranslations("portal.repair");
  const incident = useTranslations("portal.incident");
  const status = useTranslations("portal.status");
  const zh = useLocale().startsWith("zh");
  const now = useNow(serverNow);
  const { detail, failed, refetch } = useTicket(first);
  const { ticket, site } = detail;
  const story = useStory(detail, viewer, now);
  const own = viewer.resident && !detail.follows;
  const shared = detail.incident;
  // "Back for you?" stands in the place of "is it solved?": one question, one answer.
  const asks = shared?.running === true && shared.own?.asked === true && shared.own.back === null;
  const finished = ticket.status === "done" || ticket.status === "closed";
  const rated = finished && !detail.mayRate && detail.entries.some((entry) => entry.type === "surveyed");

  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isNew) heading.current?.focus();
  }, [isNew]);

  return (
    <>
      {isNew && ticket.status === "received" && (
        <div className="portal-notice portal-new">
          <p>
            <strong>{t("newTitle")}</strong>
          </p>
          <p>{t("newWords", { number: ticket.number, phone: phoneWords(site.hotline) })}</p>
        </div>
      )}
      <div className="portal-heading">
        <h1 ref={heading} tabIndex={-1} className="portal-figures">
          {ticket.number}
        </h1>
        <LiveSign />
      </div>
      <div>
        <Plate place={zh ? ticket.plate.zh : ticket.plate.en} size="l" />
      </div>
      <section className="portal-story" aria-live="polite" aria-atomic="true">
        <h2>{status(ticket.status)}</h2>
        <p>{story.sentence()}</p>
        <Wait ticket={ticket} timeZone={site.timeZone} to="owner" />
        {story.late && (
          <p className="portal-late">
            {t("late", { time: story.late })} <a href={`tel:${site.hotline}`}>{phoneWords(site.hotline)}</a>
          </p>
        )}
      </section>
      <p role="status">{failed ? t("refreshFailed") : ""}</p>
      {shared && (
        <>
          <p className="portal-aside">{incident("shared")}</p>
          <IncidentNotice
            incident={{ ...shared, own: own ? shared.own : null }}
            now={now}
            homeId={null}
            updates={shared.updates}
            refetch={() => void refetch()}
          />
        </>
      )}
      {detail.mergedInto && (
        <p className="portal-notice">{incident("merged", { number: detail.mergedInto.number })}</p>
      )}
      {detail.follows && (
        <div className="portal-notice">
          <p>
            <strong>{t("followTitle")}</strong>
          </p>
          <p>{t("followWords")}</p>
          {!isOpen(ticket.status) || ticket.status === "done" ? (
            <p>
              <a href="/report">{t("reportAnew")}</a>
            </p>
          ) : null}
        </div>
      )}
      <ReturnNotice ticketId={ticket.id} version={ticket.version} story={story} />
      {own && <Visit detail={detail} now={now} refetch={refetch} />}
      <Costs detail={detail} resident={own} refetch={refetch} />
      {ticket.households > 1 && <p>{t("households", { count: ticket.households })}</p>}
      {!viewer.resident && <p className="portal-aside">{t("staffView")}</p>}
      {own && isOpen(ticket.status) && ticket.status !== "done" && (
        <Urge detail={detail} story={story} refetch={refetch} />
      )}
      {own && detail.visit === null && next(ticket, "cancel") !== null && (
        <ChangeWish detail={detail} now={now} refetch={refetch} />
      )}
      {own && isOpen(ticket.status) && <Add detail={detail} refetch={refetch} />}
      {own && ticket.status === "done" && !asks && <Answer detail={detail} story={story} refetch={refetch} />}
      {own && finished && ticket.status !== "done" && detail.mayRate && (
        <Survey key={ticket.reopens} ticketId={ticket.id} earlier={false} refetch={refetch} />
      )}
      {rated && <p className="portal-thanks">{t("survey.thanks")}</p>}
      <Timeline detail={detail} story={story} now={now} />
      {own && !finished && detail.mayRate && (
        <details className="portal-group" key={ticket.reopens}>
          <summary>{t("survey.earlier")}</summary>
          <Survey ticketId={ticket.id} earlier refetch={refetch} />
        </details>
      )}
      <Facts detail={detail} story={story} now={now} />
      <OwnerCode detail={detail} story={story} refetch={refetch} />
      <Pictures detail={detail} />
      <Records detail={detail} story={story} />
      {own && ticket.status === "closed" && <Answer detail={detail} story={story} refetch={refetch} />}
      {own && <KeepAway detail={detail} story={story} refetch={refetch} />}
      {own && next(ticket, "cancel") !== null && <Cancel detail={detail} refetch={refetch} />}
    </>
  );
}
