"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Age } from "#app/_ui/Age.tsx";
import { Countdown } from "#app/_ui/Countdown.tsx";
import { Key } from "#app/_ui/Key.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { useServerClock } from "#app/_ui/serverClock.ts";
import { stitchOf, Thread } from "#app/_ui/Thread.tsx";
import { Urgency } from "#app/_ui/Urgency.tsx";
import { mayAppoint } from "#server/domain/appointment/appointment.ts";
import type { UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import { CallerVisit } from "./CallerVisit.tsx";
import type { Caller } from "./call.ts";
import type { Asked } from "./useAsked.ts";
import { useDeskWords } from "./useDeskWords.ts";

type Job = Caller["open"][number];

const sendLink = (sent: Inputs["ticket"]["sendLink"]) => api.ticket.sendLink.mutate(sent);

/** `stranger`: a number is there, and nobody is known by it. */
type Props = { open: Job[]; people: Caller[]; asked: Asked; stranger: boolean };

/** What runs for this caller, so that "where is my repair?" is answered in one glance; and what was before. */
export function RepairsPart({ open: all, people, asked, stranger }: Props) {
  const t = useTranslations("desk.repairs");
  const words = useDeskWords();
  const refusal = useRefusalWords();
  const open = once(all);
  const last = once(people.flatMap((who) => who.last))
    .sort((a, b) => b.receivedAt.localeCompare(a.receivedAt))
    .slice(0, 5);
  return (
    <section aria-labelledby="repairs-title" className="desk-part">
      <h2 id="repairs-title">{t("title")}</h2>
      {people.length === 0 && open.length === 0 && (
        <p className="desk-hint">{t(stranger ? "stranger" : "nobody")}</p>
      )}
      {people.length > 0 && open.length === 0 && <p className="desk-hint">{t("noneOpen")}</p>}
      <ul className="desk-jobs">
        {open.map((job, index) => (
          <OpenJob key={job.id} job={job} asked={asked} first={index === 0} />
        ))}
      </ul>
      {last.length > 0 && (
        <>
          <h3>{t("before")}</h3>
          <ul className="desk-before">
            {last.map((job) => (
              <li key={job.id}>
                <time dateTime={job.receivedAt}>{words.day(job.receivedAt)}</time>
                <span>{words.zh ? job.faultZh : job.faultEn}</span>
                <span className="desk-before-end">
                  {t(`status.${job.status}`)}
                  <button
                    type="button"
                    className="desk-button"
                    aria-disabled={asked.isKept(job.id)}
                    aria-label={`${job.number}: ${t("noted")}`}
                    onClick={() => void asked.record(job)}
                  >
                    {asked.isKept(job.id) ? t("notedKept") : t("noted")}
                  </button>
                  {asked.no?.id === job.id && <span role="alert">{refusal(asked.no.told)}</span>}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** Two people of one home share its repairs. */
function once(jobs: Job[]): Job[] {
  return [...new Map(jobs.map((job) => [job.id, job])).values()];
}

function OpenJob({ job, asked, first }: { job: Job; asked: Asked; first: boolean }) {
  const t = useTranslations("desk.repairs");
  const shared = useTranslations("shared.wait");
  const words = useDeskWords();
  const now = useServerClock(10_000);
  return (
    <li data-testid="open-repair" data-ticket={job.id} data-status={job.status}>
      <p className="desk-job-line">
        <Urgency level={job.urgency as UrgencyLevel} size={20} />
        <strong>{words.zh ? job.faultZh : job.faultEn}</strong>
        {job.dueAt && <Countdown dueAt={job.dueAt} />}
      </p>
      <p className="desk-job-line">
        <Plate place={words.parts(job.plate)} size="s" />
        {job.whose !== "own" && <small>{t(`whose.${job.whose}`)}</small>}
        <span className="desk-figures">{job.number}</span>
      </p>
      <Thread stitch={stitchOf(job.status, job.reopens > 0)} progress={gone(job, now)} />
      <p className="desk-job-line">
        <span>
          {t(`status.${job.status}`)}
          {job.technician
            ? ` · ${words.person(job.technician)}`
            : job.status === "paused" && ` · ${shared("somebodyNew")}`}
        </span>
        <small>
          <Age since={job.receivedAt} />
        </small>
      </p>
      <AskedAfter job={job} asked={asked} first={first} />
      <LinkAgain ticketId={job.id} />
      {job.technician && mayAppoint(job.status) && <CallerVisit ticketId={job.id} />}
    </li>
  );
}

/** The caller asks after it: put on record with one press, so that board and technician see it. */
function AskedAfter({ job, asked, first }: { job: Job; asked: Asked; first: boolean }) {
  const t = useTranslations("desk.repairs");
  const refusal = useRefusalWords();
  const kept = asked.isKept(job.id);
  const no = asked.no?.id === job.id ? refusal(asked.no.told) : "";
  return (
    <p className="desk-job-line">
      <button
        type="button"
        className="desk-button"
        data-testid="asked-after"
        aria-disabled={kept}
        onClick={() => void asked.record(job)}
      >
        {t("askedAfter")} {first && <Key>Alt A</Key>}
      </button>
      <span role="status">{no || (kept ? t("askedKept") : "")}</span>
      {job.urges > 0 && <small>{t("asked", { count: job.urges })}</small>}
    </p>
  );
}

/** The caller cannot find the message with the link: it goes out again, to the number of the report. */
function LinkAgain({ ticketId }: { ticketId: string }) {
  const t = useTranslations("desk.repairs");
  const refusal = useRefusalWords();
  const { run, pending } = useCommand(sendLink);
  const [said, setSaid] = useState("");
  async function again() {
    const sent = await run({ ticketId });
    setSaid(sent.ok ? t("linkSent", { to: sent.result.to }) : refusal(sent.told));
  }
  return (
    <p className="desk-job-line">
      <button
        type="button"
        className="desk-button"
        data-testid="send-link"
        aria-disabled={pending}
        onClick={() => void again()}
      >
        {t("sendLink")}
      </button>
      <span role="status">{said}</span>
    </p>
  );
}

/** Which part of the promised time is gone at `now` (ms), 0 to 1; all of it where nothing is owed any more. */
function gone(job: Job, now: number): number {
  const from = Date.parse(job.receivedAt);
  const until = job.dueAt === null ? from : Date.parse(job.dueAt);
  return until <= from ? 1 : Math.min(1, Math.max(0, (now - from) / (until - from)));
}
