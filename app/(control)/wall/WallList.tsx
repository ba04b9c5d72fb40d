"use client";
import { useTranslations } from "use-intl";
import { clockWords } from "#app/_ui/Countdown.tsx";
import { Plate } from "#app/_ui/Plate.tsx";
import { useServerClock } from "#app/_ui/serverClock.ts";
import { Urgency } from "#app/_ui/Urgency.tsx";
import { isUnassigned } from "#server/domain/ticket/status.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import type { useWordsOf } from "../board/useWords.ts";

/** Nearer to a deadline than this every second is counted, ms. */
const secondsBelow = 10 * 60_000;

type Props = {
  name: "dangers" | "late" | "fresh";
  tickets: Ticket[];
  /** Rows that fit; the rest is counted, never scrolled. */
  most: number;
  words: ReturnType<typeof useWordsOf>;
  now: number;
};

/** One question's answer: how many, and the gravest of them. The place on its plate, the fault, who has it, how long. */
export function WallList({ name, tickets, most, words, now }: Props) {
  const t = useTranslations("control.wall");
  const shown = tickets.length > most ? tickets.slice(0, most - 1) : tickets;
  const more = tickets.length - shown.length;
  return (
    <section className="wall-list" data-testid={`wall-${name}`} data-name={name} data-count={tickets.length}>
      <h2>
        <b>{tickets.length}</b> {t(name)}
      </h2>
      {tickets.length === 0 && <p className="wall-calm">{t(`${name}None`)}</p>}
      <ul>
        {shown.map((ticket) => (
          <li key={ticket.id} className="wall-row" data-ticket={ticket.id}>
            <span className="wall-urgency">
              <Urgency level={ticket.urgency} size={24} />
            </span>
            <Plate place={words.place(ticket.plate)} size="s" />
            <span className="wall-fault">{words.fault(ticket.faultCode)}</span>
            <span className="wall-who">
              {isUnassigned(ticket.status) || ticket.technicianId === null
                ? t("nobody")
                : words.technician(ticket.technicianId)}
            </span>
            <Time name={name} ticket={ticket} now={now} />
          </li>
        ))}
      </ul>
      {more > 0 && <p className="wall-more">{t("more", { count: more })}</p>}
    </section>
  );
}

/** How late, how long still, or how long ago it came in. */
function Time({ name, ticket, now: coarse }: Pick<Props, "name" | "now"> & { ticket: Ticket }) {
  const t = useTranslations("control.wall");
  const counts = name !== "fresh";
  const near = counts && Math.abs(Date.parse(ticket.dueAt ?? "") - coarse) < secondsBelow + 60_000;
  const now = useServerClock(near ? 1_000 : 10_000);
  const span = counts ? Date.parse(ticket.dueAt ?? "") - now : now - Date.parse(ticket.receivedAt);
  if (Number.isNaN(span)) return <span className="wall-time" />;
  const far = Math.abs(span);
  const minutes = Math.floor(far / 60_000);
  const late = counts && span < 0;
  const clock = clockWords(far);
  const words =
    counts && far < secondsBelow
      ? clock.text
      : minutes < 60
        ? t("minutes", { count: minutes })
        : clock.days > 0
          ? t("days", { count: clock.days })
          : clock.text;
  return (
    <time className="wall-time" data-late={late} suppressHydrationWarning>
      {late ? t("lateBy", { time: words }) : words}
    </time>
  );
}
