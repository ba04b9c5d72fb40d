"use client";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { next } from "#server/domain/ticket/lifecycle.ts";
import { declineReasons, pauseReasons } from "#server/domain/ticket/ticket.ts";
import { Conflicts } from "../../_outbox/Conflict.tsx";
import { isBeside, ofTicket, project, unsentOf } from "../../_outbox/queue.ts";
import { mayMend } from "../../_outbox/settle.ts";
import { useOutbox } from "../../_outbox/useOutbox.ts";
import type { PartsKept } from "../../_stock/partsCopy.ts";
import { useFieldWords } from "../../useFieldWords.ts";
import { readDraft } from "../recordDraft.ts";
import { Bar } from "./Bar.tsx";
import { Contacted } from "./Contacted.tsx";
import type { Detail } from "./detail.ts";
import { Facts } from "./Facts.tsx";
import { GoneJob } from "./GoneJob.tsx";
import { HandBack } from "./HandBack.tsx";
import { History } from "./History.tsx";
import { JobHead } from "./JobHead.tsx";
import { JobPhotos } from "./JobPhotos.tsx";
import { LeftDraft } from "./LeftDraft.tsx";
import { NoAccess } from "./NoAccess.tsx";
import { Parts } from "./parts/Parts.tsx";
import { Reach } from "./Reach.tsx";
import { ReasonForm } from "./ReasonForm.tsx";
import { RecordForm } from "./RecordForm.tsx";
import { ReturnOf } from "./ReturnOf.tsx";
import { Follows, Running } from "./Running.tsx";
import { Story } from "./Story.tsx";
import { primaryOf } from "./steps.ts";
import { useEvents } from "./useEvents.ts";
import { useJob } from "./useJob.ts";
import { useSteps } from "./useSteps.ts";
import { Visit } from "./Visit.tsx";
import { Way } from "./Way.tsx";

type Props = { first: Detail; parts: PartsKept | null; personId: string };

/** One job: where, what, who, and the one thing to do next. The record is a page of its own in the same address. */
export function Job({ first, parts, personId }: Props) {
  const t = useTranslations("field");
  const visitWords = useTranslations("visit.door");
  const words = useFieldWords();
  const job = useJob(first, personId);
  const { detail: atOffice, news, gone, failed, refetch } = job;
  const { commands, pictures } = useOutbox();
  const detail = useMemo(
    () => ({ ...atOffice, ticket: project(atOffice.ticket, commands) }),
    [atOffice, commands],
  );
  const { ticket, site } = detail;
  const steps = useSteps(ticket, personId, site.timeZone);
  const events = useEvents(personId, detail);
  const unsent = unsentOf(commands, pictures, ticket.id);
  const last = ofTicket(commands, ticket.id).findLast((command) => !isBeside(command));
  const stopped = unsent.holding > 0;
  const asks = useSearchParams();
  const of = commands.find(({ key, state }) => key === asks.get("of") && state === "refused");
  const mending = of !== undefined && mayMend(atOffice.ticket, of);
  const recording = asks.get("record") === "1" && (mending || (ticket.status === "on_site" && !stopped));
  const [drafted, setDrafted] = useState(false);

  // Opened without network: the kept page is the job's, and what was asked of it stands behind the hash.
  useEffect(() => {
    const { hash, pathname } = window.location;
    if (hash.startsWith("#?")) window.history.replaceState(null, "", pathname + hash.slice(1));
  }, []);
  // The office has answered a step of this phone: what is there now is newer than what is shown.
  const answered = ofTicket(commands, ticket.id)
    .map(({ answeredAt }) => answeredAt ?? "")
    .sort()
    .at(-1);
  useEffect(() => {
    if (answered) void refetch();
  }, [answered, refetch]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when the form closes or the job goes
  useEffect(() => {
    setDrafted(readDraft(personId, ticket.id) !== null);
  }, [personId, ticket.id, recording, gone]);

  const left = last?.step.verb === "decline" || last?.step.verb === "handBack" ? last.step.verb : null;
  if (left && (last?.state === "queued" || (last?.moved?.version ?? 0) >= atOffice.ticket.version)) {
    const [title, told] =
      left === "decline"
        ? [t("gone.declined"), t("gone.declinedWords")]
        : [t("handBack.gone"), t("handBack.goneWords")];
    return <GoneJob title={title} words={[told, last?.state === "queued" ? t("told.kept") : ""]} />;
  }
  // At the desk now: nobody took it from him.
  const toDesk = last?.step.verb === "noAccess" && last.moved?.status === "triaged";
  if (toDesk && (last.moved?.version ?? 0) >= atOffice.ticket.version)
    return <GoneJob title={visitWords("open")} words={[visitWords("next.desk"), visitWords("noCharge")]} />;
  const conflict = (
    <Conflicts
      ticketId={ticket.id}
      ticket={gone ? null : atOffice.ticket}
      records={atOffice.records}
      page={{ detail, steps }}
    />
  );
  // Whoever finished it or took it away: what he has begun to write is his to decide about.
  const over = gone !== null || primaryOf(ticket) === null;
  const leftDraft = drafted && over && (
    <LeftDraft
      key={ticket.id}
      personId={personId}
      ticketId={ticket.id}
      about={{ number: ticket.number, plate: ticket.plate, timeZone: site.timeZone }}
      done={() => setDrafted(false)}
    />
  );
  if (gone) {
    return (
      <GoneJob title={t("gone.title")} words={[t(`gone.${gone}`)]} ticket={ticket}>
        {conflict}
        {leftDraft}
      </GoneJob>
    );
  }
  const notices = (
    <div role="status" className="field-notices">
      {failed && <p className="field-notice">{t("job.lost")}</p>}
      {news.length > 0 && (
        <div className="field-notice" data-testid="job-news">
          <strong>{t("news.title")}</strong>
          {news.map((entry) => (
            <p key={entry.seq}>
              {t("news.line", {
                time: words.time(entry.at, site.timeZone),
                what: entry.type === "triaged" ? events.changed(entry) : events.what(entry),
                by: events.by(entry),
              })}
            </p>
          ))}
          <button type="button" className="field-plain" onClick={job.readNews}>
            {t("news.seen")}
          </button>
        </div>
      )}
    </div>
  );
  if (recording) {
    return (
      <RecordForm
        key={of?.key ?? "new"}
        detail={detail}
        personId={personId}
        steps={steps}
        {...(mending && { of })}
      >
        {notices}
      </RecordForm>
    );
  }
  return (
    <article className="field-job" data-testid="job" data-ticket={ticket.id} data-status={ticket.status}>
      <Link href="/jobs" className="field-back" prefetch>
        <ArrowLeft size={20} strokeWidth={1.75} aria-hidden />
        {t("job.back")}
      </Link>
      {notices}
      {conflict}
      {leftDraft}
      <JobHead detail={detail} unsent={unsent} />
      <ReturnOf detail={detail} />
      <Running detail={detail} />
      <Follows detail={detail} />
      <section className="field-facts" aria-label={t("job.contact")}>
        <Reach detail={detail} personId={personId} />
      </section>
      <Facts detail={detail} />
      {!stopped && next(ticket, "noAccess") !== null && (
        <NoAccess detail={detail} personId={personId} steps={steps} />
      )}
      <Visit detail={detail} personId={personId} steps={steps} unsent={unsent.changes} />
      <Way detail={detail} personId={personId} />
      <Contacted detail={detail} personId={personId} />
      <JobPhotos detail={detail} />
      <Parts detail={detail} first={parts} personId={personId} steps={steps} mayAct={!stopped} />
      {!stopped && next(ticket, "pause") !== null && (
        <ReasonForm
          key="pause"
          verb="pause"
          reasons={pauseReasons}
          steps={steps}
          of={{ personId, siteId: site.id, timeZone: site.timeZone }}
        />
      )}
      {!stopped && <HandBack ticket={ticket} steps={steps} />}
      {!stopped && next(ticket, "decline") !== null && (
        <ReasonForm key="decline" verb="decline" reasons={declineReasons} steps={steps} />
      )}
      <History detail={detail} />
      <Story detail={detail} events={events} />
      {!stopped && <Bar detail={detail} steps={steps} drafted={drafted} />}
    </article>
  );
}
