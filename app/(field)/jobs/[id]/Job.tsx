"use client";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { next } from "#server/domain/ticket/lifecycle.ts";
import { declineReasons, pauseReasons } from "#server/domain/ticket/ticket.ts";
import { useFieldWords } from "../../useFieldWords.ts";
import { keepDraft, readDraft } from "../recordDraft.ts";
import { Bar } from "./Bar.tsx";
import { Contacted } from "./Contacted.tsx";
import type { Detail } from "./detail.ts";
import { Facts } from "./Facts.tsx";
import { GoneJob } from "./GoneJob.tsx";
import { History } from "./History.tsx";
import { JobHead } from "./JobHead.tsx";
import { JobPhotos } from "./JobPhotos.tsx";
import { ReasonForm } from "./ReasonForm.tsx";
import { RecordForm } from "./RecordForm.tsx";
import { Story } from "./Story.tsx";
import { useEvents } from "./useEvents.ts";
import { useJob } from "./useJob.ts";
import { useSteps } from "./useSteps.ts";

type Props = { first: Detail; personId: string };

/** One job: where, what, who, and the one thing to do next. The record is a page of its own in the same address. */
export function Job({ first, personId }: Props) {
  const t = useTranslations("field");
  const words = useFieldWords();
  const job = useJob(first, personId);
  const { detail, news, gone, failed } = job;
  const steps = useSteps(detail, job);
  const events = useEvents(personId, job.detail);
  const { ticket, site } = detail;
  const recording = useSearchParams().get("record") === "1" && ticket.status === "on_site";
  const [drafted, setDrafted] = useState(false);

  // Once the office has it, the phone need not keep it.
  useEffect(() => {
    if (ticket.status !== "done" && ticket.status !== "closed") return;
    keepDraft(personId, ticket.id, null);
    if (window.location.search !== "") window.history.replaceState(null, "", window.location.pathname);
  }, [ticket.status, ticket.id, personId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when the form closes or the job goes
  useEffect(() => {
    setDrafted(readDraft(personId, ticket.id) !== null);
  }, [personId, ticket.id, recording, gone]);

  // A decline whose answer was lost: that the job is gone is the answer.
  if (steps.declined || (gone && steps.again === "decline"))
    return <GoneJob title={t("gone.declined")} words={[t("gone.declinedWords")]} />;
  if (gone && steps.under !== "decline") {
    const lines = [
      t(`gone.${gone.why}`),
      gone.by ? t("gone.by", { by: gone.by, ago: words.ago(gone.seconds ?? 0) }) : "",
      drafted || recording ? t("gone.draft") : "",
    ];
    return <GoneJob title={t("gone.title")} words={lines} ticket={ticket} />;
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
      <RecordForm detail={detail} personId={personId} steps={steps}>
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
      <JobHead detail={detail} />
      <Facts detail={detail} />
      <Contacted detail={detail} refetch={job.refetch} />
      <JobPhotos detail={detail} />
      {next(ticket.status, "pause") !== null && (
        <ReasonForm key="pause" verb="pause" reasons={pauseReasons} steps={steps} />
      )}
      {next(ticket.status, "decline") !== null && (
        <ReasonForm key="decline" verb="decline" reasons={declineReasons} steps={steps} />
      )}
      <History detail={detail} />
      <Story detail={detail} events={events} />
      <Bar detail={detail} steps={steps} drafted={drafted} />
    </article>
  );
}
