"use client";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Age } from "#app/_ui/Age.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { stitchOf, Thread } from "#app/_ui/Thread.tsx";
import { Urgency } from "#app/_ui/Urgency.tsx";
import { plateLine } from "#server/domain/place/plate.ts";
import type { UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import { useDesk, useTicket } from "../desk.ts";
import { attachable } from "../drop.ts";
import { useTarget } from "../useCarried.ts";
import { useWords } from "../useWords.ts";
import { useIncidentRoom } from "./room.ts";
import { proposalKey, type Strip } from "./useHeldStrip.ts";
import type { Incident, Proposal } from "./useIncidents.ts";

/** Above the queue: what the system takes for one failure, and each running incident as one card for all its tickets. */
export function IncidentStrip({ running, proposed }: Strip) {
  const t = useTranslations("control.incident");
  if (running.length + proposed.length === 0) return null;
  return (
    <section className="incident-strip" aria-label={t("list")} data-testid="incidents">
      {proposed.map((each) => (
        <ProposalRow key={proposalKey(each)} proposal={each} />
      ))}
      {running.map((each) => (
        <IncidentCard key={each.id} incident={each} />
      ))}
    </section>
  );
}

type Open = Inputs["incident"]["open"];
type Dismiss = Inputs["incident"]["dismiss"];
const sendOpen = (sent: Open) => api.incident.open.mutate(sent);
const sendDismiss = (sent: Dismiss) => api.incident.dismiss.mutate(sent);

function ProposalRow({ proposal }: { proposal: Proposal }) {
  const t = useTranslations("control.incident");
  const { say, did, store, linked, may } = useDesk();
  const room = useIncidentRoom();
  const words = useWords();
  const accept = useCommand<Open["input"], Awaited<ReturnType<typeof sendOpen>>>(sendOpen);
  const dismiss = useCommand<Dismiss["input"], unknown>(sendDismiss);
  const tickets = proposal.tickets.map(({ ticketId, version }) => ({ ticketId, version }));

  async function make() {
    const sent = await accept.run({ tickets });
    if (sent.ok) {
      const { number, households, incidentId, version } = sent.result;
      const title = t("proposal.made", { number, count: households });
      const sentNobody = tickets.every(({ ticketId }) => store.ticket(ticketId)?.technicianId == null);
      say({ tone: "done", title, ...(!sentNobody && { words: t("notUndone") }) });
      const back = { by: "dissolve", incidentId, version } as const;
      if (sentNobody) did({ ticketId: "", version: 0, number, title, back });
      room.open(incidentId);
    } else say({ tone: "refused", title: t("said.notDone"), words: words.refusal(sent.told) });
    room.again();
  }
  async function no() {
    const sent = await dismiss.run({ tickets, households: proposal.households });
    if (sent.ok) say({ tone: "done", title: t("proposal.dismissed") });
    else say({ tone: "refused", title: t("said.notDone"), words: words.refusal(sent.told) });
    room.again();
  }
  const busy = accept.pending || dismiss.pending || !linked;
  return (
    <div className="incident-proposal" data-testid="incident-proposal" role="status">
      <p>
        {t("proposal.words", {
          plate: plateLine(words.place(proposal.plate)),
          minutes: Math.max(1, proposal.minutes),
          count: proposal.households,
          fault: words.zh ? proposal.faultZh : proposal.faultEn,
        })}
      </p>
      {may("incident.open") && (
        <div>
          <button type="button" className="control-button" data-primary="true" disabled={busy} onClick={make}>
            {t("proposal.accept")}
          </button>
          <button type="button" className="control-button" disabled={busy} onClick={no}>
            {t("proposal.dismiss")}
          </button>
        </div>
      )}
    </div>
  );
}

function IncidentCard({ incident }: { incident: Incident }) {
  const t = useTranslations("control.incident");
  const { store, may } = useDesk();
  const { open, openedId } = useIncidentRoom();
  const words = useWords();
  const lead = useTicket(store, incident.leadTicketId ?? "");
  const card = useRef<HTMLElement>(null);
  const over = useTarget(
    card,
    { to: "incident", incidentId: incident.id },
    (carried) => may("incident.attach") && attachable(store.ticket(carried), incident),
  );
  const fault = words.zh ? incident.faultZh : incident.faultEn;
  const count = incident.households;
  return (
    <article
      ref={card}
      className="card incident-card"
      data-over={over}
      data-testid="incident-card"
      data-number={incident.number}
      data-urgency={incident.urgency}
      data-opened={openedId === incident.id}
    >
      <button
        type="button"
        className="card-face"
        aria-label={t("card.label", {
          number: incident.number,
          fault,
          plate: plateLine(words.place(incident.plate)),
          count,
        })}
        onClick={() => open(incident.id)}
      />
      <div className="card-line card-top">
        <Urgency level={incident.urgency as UrgencyLevel} size={20} />
        <span className="card-fault">{fault}</span>
        <b className="incident-count">{t("card.households", { count })}</b>
      </div>
      <div className="card-line">
        <Plate place={words.place(incident.plate)} size="s" />
        <span className="incident-state">{state()}</span>
      </div>
      <div className="card-line card-small">
        <span>
          <Age since={incident.startsAt} /> · {t("card.tickets", { count: incident.tickets })}
          {incident.expectedUntil !== null &&
            ` · ${t("card.until", { time: words.time(incident.expectedUntil, incident.siteId) })}`}
        </span>
        <span className="card-number">{incident.number}</span>
      </div>
      <Thread
        stitch={incident.status === "asking" ? "done" : lead ? stitchOf(lead.status, false) : "open"}
        progress={1}
      />
      {over && <span className="card-verdict">{t("attach.mayDrop")}</span>}
    </article>
  );

  function state(): string {
    if (incident.status === "asking") return t("card.asking", incident.answers);
    if (incident.kind === "planned") return t("card.planned");
    if (incident.leadTicketId === null) return t("card.noWork");
    if (lead === undefined) return t("card.open");
    if (lead.technicianId === null) return t("card.nobody");
    return `${words.technician(lead.technicianId)} · ${words.status(lead)}`;
  }
}
