"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useServerClock } from "#app/_ui/serverClock.ts";
import { Thread } from "#app/_ui/Thread.tsx";
import { plateLine } from "#server/domain/place/plate.ts";
import { nextUp } from "#server/domain/ticket/nextUp.ts";
import { LeftConflicts } from "../_outbox/LeftConflicts.tsx";
import { unsentOf } from "../_outbox/queue.ts";
import { useOutbox } from "../_outbox/useOutbox.ts";
import { useFieldWords } from "../useFieldWords.ts";
import { asDone } from "./asDone.ts";
import { JobCard } from "./JobCard.tsx";
import { LeftDrafts } from "./LeftDrafts.tsx";
import { NextStep } from "./NextStep.tsx";
import { type Brought, OverList } from "./OverList.tsx";
import { useDrafted } from "./useDrafted.ts";
import { type Jobs, type Line, useJobs } from "./useJobs.ts";

type Props = { first: Jobs; brought: Brought; personId: string };

/** What he is at, or can do next, comes first and large; then the rest of his day in its order; then what he has done. */
export function JobList({ first, brought, personId }: Props) {
  const t = useTranslations("field.list");
  const words = useFieldWords();
  const { jobs: atOffice, fresh, taken, failed, seen } = useJobs(first);
  const { commands, pictures } = useOutbox();
  const jobs = useMemo(() => asDone(atOffice, commands), [atOffice, commands]);
  const drafted = useDrafted(personId);
  const listed = [...jobs.open, ...jobs.finished].map(({ ticket }) => ticket.id);

  const now = new Date(useServerClock(30_000)).toISOString();
  const active = nextUp(jobs.open, now);
  const atWork = active?.ticket.status === "on_site" || active?.ticket.status === "en_route";
  const others = jobs.open.filter((line) => line !== active);
  const newest = jobs.open.find(({ ticket }) => ticket.id === fresh.at(-1));
  const place = ({ ticket }: Line) => plateLine(words.place(ticket.plate));
  const card = (line: Line, large = false) => (
    <JobCard
      key={line.ticket.id}
      line={line}
      large={large}
      isNew={fresh.includes(line.ticket.id)}
      drafted={drafted.includes(line.ticket.id)}
      unsent={unsentOf(commands, pictures, line.ticket.id)}
    />
  );

  return (
    <div className="field-list" data-testid="jobs-list">
      <h1>{t("count", { count: jobs.open.length })}</h1>
      <p role="status" className="visually-hidden">
        {newest ? t("arrived", { place: place(newest), fault: words.fault(newest.fault) }) : ""}
      </p>
      <div role="status" className="field-notices">
        {failed && <p className="field-notice">{t("lost")}</p>}
        {taken.map(({ line, why }) => (
          <div
            key={line.ticket.id}
            className="field-notice"
            data-testid="job-taken"
            data-ticket={line.ticket.id}
          >
            <p>{t(`taken.${why}`, { number: line.ticket.number, place: place(line) })}</p>
            <button type="button" className="field-plain" onClick={() => seen(line.ticket.id)}>
              {t("seen")}
            </button>
          </div>
        ))}
      </div>
      <OverList
        brought={brought}
        above={[failed, ...taken.map(({ line }) => line.ticket.id)].join(" ")}
        personId={personId}
      />
      <LeftConflicts listed={listed} />
      <LeftDrafts personId={personId} listed={listed} />
      {active ? (
        <section aria-labelledby="active-title">
          <h2 id="active-title">{atWork ? t("doing") : t("next")}</h2>
          <ul>{card(active, true)}</ul>
        </section>
      ) : (
        <div className="field-empty">
          <Thread stitch="open" progress={0} />
          {jobs.finished[0]?.ticket.doneAt && (
            <p>
              {t("emptyLast", {
                number: jobs.finished[0].ticket.number,
                time: words.time(jobs.finished[0].ticket.doneAt, jobs.finished[0].timeZone),
              })}
            </p>
          )}
          <p>{t("emptyNext")}</p>
        </div>
      )}
      {others.length > 0 && (
        <section aria-labelledby="others-title">
          <h2 id="others-title">{t("after", { count: others.length })}</h2>
          <ul>{others.map((line) => card(line))}</ul>
        </section>
      )}
      {jobs.finished.length > 0 && (
        <section aria-labelledby="finished-title">
          <h2 id="finished-title">{t("finished")}</h2>
          <ul className="field-finished">{jobs.finished.map((line) => card(line))}</ul>
        </section>
      )}
      {active && unsentOf(commands, pictures, active.ticket.id).holding === 0 && (
        <NextStep line={active} personId={personId} />
      )}
    </div>
  );
}
