"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { Age } from "#app/_ui/Age.tsx";
import { Countdown } from "#app/_ui/Countdown.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { useServerClock } from "#app/_ui/serverClock.ts";
import { stitchOf, Thread } from "#app/_ui/Thread.tsx";
import { Urgency } from "#app/_ui/Urgency.tsx";
import type { UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import type { Caller } from "./call.ts";
import { useDeskWords } from "./useDeskWords.ts";

type Job = Caller["open"][number];

/** What runs for this caller, so that "where is my repair?" is answered in one glance; and what was before. */
export function RepairsPart({ people }: { people: Caller[] }) {
  const t = useTranslations("desk.repairs");
  const words = useDeskWords();
  const open = people.flatMap((who) => who.open);
  const last = people.flatMap((who) => who.last).slice(0, 5);
  return (
    <section aria-labelledby="repairs-title" className="desk-part">
      <h2 id="repairs-title">{t("title")}</h2>
      {people.length === 0 && <p className="desk-hint">{t("nobody")}</p>}
      {people.length > 0 && open.length === 0 && <p className="desk-hint">{t("noneOpen")}</p>}
      <ul className="desk-jobs">
        {open.map((job) => (
          <OpenJob key={job.id} job={job} />
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
                <span>{t(`status.${job.status}`)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function OpenJob({ job }: { job: Job }) {
  const t = useTranslations("desk.repairs");
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
        <span className="desk-figures">{job.number}</span>
      </p>
      <Thread stitch={stitchOf(job.status, job.reopens > 0)} progress={gone(job, now)} />
      <AskedAfter job={job} />
      <p className="desk-job-line">
        <span>
          {t(`status.${job.status}`)}
          {job.technician && ` · ${words.person(job.technician)}`}
        </span>
        <small>
          <Age since={job.receivedAt} />
        </small>
      </p>
    </li>
  );
}

const send = (sent: Inputs["ticket"]["urge"]) => api.ticket.urge.mutate(sent);

/** The caller asks after it: put on record with one press, so that board and technician see it. */
function AskedAfter({ job }: { job: Job }) {
  const t = useTranslations("desk.repairs");
  const refusal = useRefusalWords();
  const { run, pending, told } = useCommand(send);
  const [kept, setKept] = useState(false);
  if (job.status === "done") return null;
  return (
    <p className="desk-job-line">
      <button
        type="button"
        className="desk-button"
        data-testid="asked-after"
        aria-disabled={pending || kept}
        onClick={async () => {
          if (!kept && (await run({ ticketId: job.id })).ok) setKept(true);
        }}
      >
        {t("askedAfter")}
      </button>
      <span role="status">{told ? refusal(told) : kept ? t("askedKept") : ""}</span>
      {job.urges > 0 && <small>{t("asked", { count: job.urges })}</small>}
    </p>
  );
}

/** Which part of the promised time is gone at `now` (ms), 0 to 1; all of it where nothing is owed any more. */
function gone(job: Job, now: number): number {
  const from = Date.parse(job.receivedAt);
  const until = job.dueAt === null ? from : Date.parse(job.dueAt);
  return until <= from ? 1 : Math.min(1, Math.max(0, (now - from) / (until - from)));
}
