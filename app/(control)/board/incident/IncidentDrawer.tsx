"use client";
import { X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { type Told, toldBy } from "#app/_trpc/refusal.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Age } from "#app/_ui/Age.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { Urgency } from "#app/_ui/Urgency.tsx";
import { isUnassigned } from "#server/domain/ticket/status.ts";
import type { UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import { useDesk, useTicket } from "../desk.ts";
import { useWords } from "../useWords.ts";
import { IncidentAbsorbed } from "./IncidentAbsorbed.tsx";
import { IncidentHomes } from "./IncidentHomes.tsx";
import { IncidentTickets } from "./IncidentTickets.tsx";
import { useIncidentRoom } from "./room.ts";

export type IncidentDetail = Outputs["incident"]["detail"];

/** One incident, whole: what is said, its tickets, the homes it hits and what they answered. */
export function IncidentDrawer({ incidentId }: { incidentId: string }) {
  const t = useTranslations("control");
  const room = useIncidentRoom();
  const words = useWords();
  const { detail, told, again } = useIncidentDetail(incidentId, room.revision);
  const known = detail?.incident ?? room.incidents.find((each) => each.id === incidentId);
  return (
    <aside
      className="drawer"
      data-testid="incident-drawer"
      data-incident={incidentId}
      data-status={detail?.incident.status}
      aria-label={t("incident.drawer.label", { number: known?.number ?? "" })}
    >
      <div className="drawer-head">
        <span className="drawer-number">{known?.number}</span>
        {known && <span className="drawer-site">{words.site(known.siteId)}</span>}
        <button
          type="button"
          className="control-icon"
          aria-label={t("drawer.close")}
          onClick={() => room.open(null)}
        >
          <X size={18} aria-hidden />
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div className="drawer-body" tabIndex={0}>
        {told && (
          <div className="drawer-gone" role="alert">
            <p>{t("incident.drawer.failed", { why: words.refusal(told) })}</p>
            <button type="button" className="control-button" onClick={again}>
              {t("drawer.again")}
            </button>
          </div>
        )}
        {!detail && !told && <p className="drawer-loading">{t("incident.drawer.loading")}</p>}
        {detail && (
          <>
            <Summary detail={detail} />
            <IncidentTickets detail={detail} />
            <IncidentAbsorbed detail={detail} />
            <IncidentHomes detail={detail} />
            <Updates detail={detail} />
          </>
        )}
      </div>
    </aside>
  );
}

function Summary({ detail }: { detail: IncidentDetail }) {
  const t = useTranslations("control.incident");
  const { store, ask, open, may, linked, say } = useDesk();
  const room = useIncidentRoom();
  const words = useWords();
  const { incident } = detail;
  const lead = useTicket(store, incident.leadTicketId ?? "");
  const close = useCommand<{ incidentId: string; version: number }, unknown>(sendClose);
  const running = incident.status === "open" || incident.status === "asking";
  const time = (iso: string) => words.time(iso, incident.siteId);

  async function endAsking() {
    const sent = await close.run({ incidentId: incident.id, version: incident.version });
    if (sent.ok) say({ tone: "done", title: t("said.closed") });
    else say({ tone: "refused", title: t("said.notDone"), words: words.refusal(sent.told) });
    room.again();
  }
  const button = (name: "update" | "fix" | "cancel" | "merge") => (
    <button
      type="button"
      className="control-button"
      data-testid={`incident-${name}`}
      disabled={!linked}
      onClick={() => room.ask({ what: name, incident })}
    >
      {t(`drawer.${name}`)}
    </button>
  );
  return (
    <div className="drawer-summary">
      <Plate place={words.place(incident.plate)} size="l" />
      <div className="drawer-what">
        <Urgency level={incident.urgency as UrgencyLevel} size={24} />
        <h2>{words.zh ? incident.faultZh : incident.faultEn}</h2>
        <b className="incident-count">{t("card.households", { count: incident.households })}</b>
      </div>
      <p className="drawer-status">
        {incident.status === "asking"
          ? t("card.asking", incident.answers)
          : running
            ? incident.kind === "planned"
              ? t("card.planned")
              : lead
                ? lead.technicianId === null
                  ? t("card.nobody")
                  : `${words.technician(lead.technicianId)} · ${words.status(lead)}`
                : t("card.open")
            : t("drawer.gone")}
        <small className="incident-when">
          {incident.kind === "planned" && incident.expectedUntil !== null ? (
            t("card.fromUntil", { from: time(incident.startsAt), until: time(incident.expectedUntil) })
          ) : (
            <>
              <Age since={incident.startsAt} />
              {incident.expectedUntil !== null &&
                ` · ${t("card.until", { time: time(incident.expectedUntil) })}`}
            </>
          )}
        </small>
      </p>
      <div className="incident-said">
        <h3>{t("drawer.said")}</h3>
        <p lang="zh">{incident.wordsZh}</p>
        <p lang="en">{incident.wordsEn}</p>
      </div>
      {running && may("incident.update") && (
        <div className="drawer-actions">
          {lead && isUnassigned(lead) && (
            <button
              type="button"
              className="control-button"
              data-primary="true"
              data-testid="incident-assign"
              disabled={!linked}
              onClick={() => ask("assign", lead.id)}
            >
              {t("drawer.assign")}
            </button>
          )}
          {lead && !isUnassigned(lead) && (
            <button type="button" className="control-button" onClick={() => open(lead.id)}>
              {t("drawer.work")}
            </button>
          )}
          {button("update")}
          {incident.status === "open" ? (
            <>
              {button("fix")}
              {room.incidents.some(
                (one) => one.id !== incident.id && one.siteId === incident.siteId && one.status === "open",
              ) && button("merge")}
              {button("cancel")}
            </>
          ) : (
            <button
              type="button"
              className="control-button"
              data-testid="incident-close"
              disabled={!linked || close.pending}
              onClick={endAsking}
            >
              {t("drawer.close")}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

const sendClose = (sent: { key: string; input: { incidentId: string; version: number } }) =>
  api.incident.close.mutate(sent);

function Updates({ detail }: { detail: IncidentDetail }) {
  const t = useTranslations("control.incident.drawer");
  const words = useWords();
  return (
    <section>
      <h3>{t("updates")}</h3>
      <ol className="drawer-timeline">
        {detail.updates.map((update) => (
          <li key={update.id}>
            <time>{words.time(update.at, detail.incident.siteId)}</time>
            <div>
              {words.zh ? update.wordsZh : update.wordsEn}
              <small>
                {t("told", { count: update.told })} · {update.by ? words.person(update.by) : t("system")}
              </small>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Asked again whenever the board's own view of incidents has moved on. */
function useIncidentDetail(incidentId: string, revision: number) {
  const [detail, setDetail] = useState<IncidentDetail | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const [tries, setTries] = useState(0);
  const newest = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision is the reason to ask again
  useEffect(() => {
    const mine = ++newest.current;
    api.incident.detail.query({ incidentId }).then(
      (fresh) => {
        if (mine !== newest.current) return;
        setDetail(fresh);
        setTold(null);
      },
      (error: unknown) => {
        if (mine === newest.current) setTold(toldBy(error));
      },
    );
  }, [incidentId, revision, tries]);
  return { detail, told, again: () => setTries((before) => before + 1) };
}
