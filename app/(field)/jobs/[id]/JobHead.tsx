"use client";
import { useLocale, useTranslations } from "use-intl";
import { Countdown } from "#app/_ui/Countdown.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { useServerClock } from "#app/_ui/serverClock.ts";
import { stitchOf, Thread } from "#app/_ui/Thread.tsx";
import { Urgency } from "#app/_ui/Urgency.tsx";
import { Wait } from "#app/_ui/Wait.tsx";
import { elapsed } from "#app/(portal)/elapsed.ts";
import { windowWords } from "#server/domain/appointment/words.ts";
import type { Unsent as Count } from "../../_outbox/queue.ts";
import { Unsent } from "../../_outbox/Unsent.tsx";
import { useFieldWords } from "../../useFieldWords.ts";
import type { Detail } from "./detail.ts";

/** Where, what, how urgent, how it stands and by when. */
export function JobHead({ detail, unsent }: { detail: Detail; unsent: Count }) {
  const t = useTranslations("field.job");
  const level = useTranslations("shared.urgency");
  const words = useFieldWords();
  const now = new Date(useServerClock(30_000)).toISOString();
  const visit = useTranslations("visit.field");
  const zh = useLocale().startsWith("zh");
  const { ticket, fault, site } = detail;
  const agreed = detail.visit?.agreed ?? null;
  return (
    <header className="field-head">
      <p className="field-head-top">
        <span className="field-figures">{ticket.number}</span>
        <span>{t("minutes", { minutes: fault.minutes })}</span>
      </p>
      <Plate place={words.place(ticket.plate)} size="l" />
      <h1>
        <Urgency level={ticket.urgency} size={32} />
        <span>{words.fault(fault)}</span>
      </h1>
      {ticket.urgency !== ticket.reportedUrgency && (
        <p className="field-aside">{t("urgencyChanged", { word: level(`u${ticket.reportedUrgency}`) })}</p>
      )}
      {ticket.reopens > 0 && <p className="field-strong">{t("reopened", { count: ticket.reopens })}</p>}
      <div>
        <p className="field-card-status">
          <span data-testid="job-status">{words.status(ticket)}</span>
          {ticket.dueAt !== null && <Countdown dueAt={ticket.dueAt} />}
        </p>
        <Thread
          stitch={unsent.changes > 0 ? "queued" : stitchOf(ticket.status, ticket.reopens > 0)}
          progress={elapsed(ticket, now)}
        />
        <Unsent {...unsent} />
        {agreed && (
          <p className="field-agreed">
            {visit("card", { when: windowWords(agreed, site.timeZone, zh ? "zh" : "en") })}
          </p>
        )}
        <p className="field-due" suppressHydrationWarning>
          {words.due(ticket, site.timeZone)}
        </p>
        <Wait ticket={ticket} timeZone={site.timeZone} to="staff" />
      </div>
    </header>
  );
}
