"use client";
import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { Plate } from "#app/_ui/Plate.tsx";
import { stitchOf, Thread } from "#app/_ui/Thread.tsx";
import { Urgency } from "#app/_ui/Urgency.tsx";
import { isOpen } from "#server/domain/ticket/status.ts";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { elapsed } from "./elapsed.ts";
import { timeWords } from "./times.ts";

type Props = {
  ticket: Ticket;
  follows: boolean;
  by: string | null;
  fault: string;
  timeZone: string;
  now: string;
};

/** One repair in the resident's list: where, what, how far, and when the next thing is due. */
export function RepairRow({ ticket, follows, by, fault, timeZone, now }: Props) {
  const t = useTranslations("portal");
  const locale = useLocale();
  const time = (iso: string) => timeWords(iso, timeZone, locale, now);
  const late = ticket.dueAt !== null && ticket.dueAt < now;
  return (
    <li>
      <Link href={`/repairs/${ticket.id}`} className="portal-row">
        <Plate place={locale.startsWith("zh") ? ticket.plate.zh : ticket.plate.en} size="s" />
        <span className="portal-row-what">
          <Urgency level={ticket.urgency} size={20} />
          <strong>{fault}</strong>
        </span>
        <Thread stitch={stitchOf(ticket.status, ticket.reopens > 0)} progress={elapsed(ticket, now)} />
        <span className="portal-row-state">
          <span>
            {t(follows && ticket.status === "done" ? "status.closed" : `status.${ticket.status}`)}
            {follows && ` · ${t("home.following")}`}
            {by !== null &&
              ` · ${by === "" ? t("household.reportedByOther") : t("household.reportedBy", { name: by })}`}
          </span>
          <span className={late ? "portal-late" : undefined}>
            {ticket.dueAt !== null && isOpen(ticket.status)
              ? t(late ? "home.late" : "home.due", { time: time(ticket.dueAt) })
              : t("home.reported", { time: time(ticket.receivedAt) })}
          </span>
        </span>
      </Link>
    </li>
  );
}
