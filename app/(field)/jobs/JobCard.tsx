"use client";
import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { Countdown } from "#app/_ui/Countdown.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { useServerClock } from "#app/_ui/serverClock.ts";
import { stitchOf, Thread } from "#app/_ui/Thread.tsx";
import { Urgency } from "#app/_ui/Urgency.tsx";
import { elapsed } from "#app/(portal)/elapsed.ts";
import { windowWords } from "#server/domain/appointment/words.ts";
import type { Unsent as Count } from "../_outbox/queue.ts";
import { Unsent } from "../_outbox/Unsent.tsx";
import { useFieldWords } from "../useFieldWords.ts";
import { primaryOf } from "./[id]/steps.ts";
import type { Line } from "./useJobs.ts";

type Props = { line: Line; large: boolean; isNew: boolean; drafted: boolean; unsent: Count };

/** One job in the list; the whole card opens it. An open one is fetched beforehand, so that it opens without a link too. */
export function JobCard({ line, large, isNew, drafted, unsent }: Props) {
  const t = useTranslations("field.list");
  const visit = useTranslations("visit.field");
  const zh = useLocale().startsWith("zh");
  const words = useFieldWords();
  const now = new Date(useServerClock(30_000)).toISOString();
  const { ticket, timeZone } = line;

  return (
    <li
      className="field-card"
      data-testid="job-card"
      data-ticket={ticket.id}
      data-status={ticket.status}
      data-large={large}
      data-urgency={ticket.urgency}
      data-new={isNew}
    >
      <Link href={`/jobs/${ticket.id}`} prefetch={primaryOf(ticket) !== null}>
        <span className="field-card-top">
          <Urgency level={ticket.urgency} size={large ? 32 : 26} />
          <strong className="field-fault">{words.fault(line.fault)}</strong>
          {isNew && <span className="field-new">{t("isNew")}</span>}
        </span>
        <Plate place={words.place(ticket.plate)} size={large ? "l" : "m"} />
        <span className="field-card-thread">
          <span className="field-card-status">
            <span>{words.status(ticket)}</span>
            {ticket.dueAt !== null && <Countdown dueAt={ticket.dueAt} />}
          </span>
          <Thread
            stitch={unsent.changes > 0 ? "queued" : stitchOf(ticket.status, ticket.reopens > 0)}
            progress={elapsed(ticket, now)}
            draw={isNew}
          />
        </span>
        {line.agreed && ticket.doneAt === null && (
          <span className="field-agreed" data-testid="card-visit">
            {visit("card", { when: windowWords(line.agreed, timeZone, zh ? "zh" : "en") })}
          </span>
        )}
        <span className="field-card-foot">
          <span className="field-figures">{ticket.number}</span>
          <span suppressHydrationWarning>
            {ticket.doneAt !== null && ticket.dueAt === null
              ? t("doneAt", { time: words.time(ticket.doneAt, timeZone) })
              : words.due(ticket, timeZone)}
          </span>
        </span>
        <Unsent {...unsent} />
        {drafted && unsent.changes === 0 && <span className="field-drafted">{t("draft")}</span>}
      </Link>
    </li>
  );
}
