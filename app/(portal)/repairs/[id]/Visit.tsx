"use client";
import { useLocale, useTranslations } from "use-intl";
import { mayAppoint } from "#server/domain/appointment/appointment.ts";
import { reminders } from "#server/domain/appointment/reminder.ts";
import type { Window } from "#server/domain/appointment/slots.ts";
import { windowWords } from "#server/domain/appointment/words.ts";
import { isOpen } from "#server/domain/ticket/status.ts";
import type { Detail } from "./detail.ts";
import { VisitAgreed } from "./VisitAgreed.tsx";
import { VisitChoice } from "./VisitChoice.tsx";

/** When somebody comes: times to choose from, or the one that is agreed, which can be changed and called off. */
export function Visit({
  detail,
  now,
  refetch,
}: {
  detail: Detail;
  now: string;
  refetch: () => Promise<void>;
}) {
  const t = useTranslations("visit.owner");
  const locale = useLocale().startsWith("zh") ? "zh" : "en";
  const { visit, ticket, site } = detail;
  if (visit === null || !isOpen(ticket.status) || ticket.status === "done") return null;
  const may = mayAppoint(ticket.status);
  if (visit.agreed === null) {
    if (!may) return null;
    return <VisitChoice key={visit.id} detail={detail} visit={visit} refetch={refetch} />;
  }
  return (
    <section className="portal-panel" aria-labelledby="visit-title" data-testid="visit-agreed">
      <h2 id="visit-title">{t("agreed")}</h2>
      <p className="visit-agreed">{windowWords(visit.agreed, site.timeZone, locale)}</p>
      <p className="portal-aside">
        {visit.technicianId === null ? t("finding") : t("agreedWords", { ahead: aheadOf(visit.agreed, now) })}
      </p>
      {visit.technicianId !== null && may && (
        <VisitAgreed key={visit.id} detail={detail} visit={visit} refetch={refetch} />
      )}
    </section>
  );
}

/** Which reminders are still to come. */
function aheadOf({ from }: Window, now: string): string {
  const minutes = (Date.parse(from) - Date.parse(now)) / 60_000;
  return minutes > reminders.day ? "day" : minutes > reminders.hour ? "hour" : "none";
}
