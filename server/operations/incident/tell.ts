import { and, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import { notification } from "#db/schema/event.ts";
import { incidentHousehold } from "#db/schema/incident.ts";
import { person } from "#db/schema/person.ts";
import { household } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import { siteTime } from "../../domain/incident/words.ts";
import { newId } from "../newId.ts";
import { type NoticeKind, tell } from "../notice/tell.ts";
import type { Tx, Work } from "../operation.ts";
import { isMobile } from "../phone.ts";
import type { IncidentRow } from "./load.ts";

export type IncidentNotice = Extract<NoticeKind, `incident_${string}`>;

type Told = {
  ticketId: string | null;
  personId: string | null;
  address: string;
  locale: "zh" | "en";
};

/** What a message about this incident carries, in the reader's language. */
export async function known(
  tx: Pick<Tx, "select">,
  at: IncidentRow,
): Promise<(locale: "zh" | "en") => Record<string, string>> {
  const [zone] = await tx.select({ timeZone: site.timeZone }).from(site).where(eq(site.id, at.siteId));
  const time = (when: Date | null, locale: "zh" | "en") =>
    when === null ? "" : siteTime(when.toISOString(), zone!.timeZone, locale);
  return (locale) => ({
    incident: at.number,
    words: locale === "en" ? at.wordsEn : at.wordsZh,
    from: time(at.startsAt, locale),
    until: time(at.expectedUntil, locale),
  });
}

/**
 * Tells every affected household, by its channel, and each number once, however many homes or reports are behind it.
 * Of an announced cut everybody who lives in a home hears; else whoever reported, followed or called. Returns how many.
 */
export async function tellHouseholds(work: Work, at: IncidentRow, kind: IncidentNotice): Promise<number> {
  const { tx, now } = work;
  const payload = await known(tx, at);
  const rows = await tx
    .select()
    .from(incidentHousehold)
    .where(and(eq(incidentHousehold.incidentId, at.id), isNull(incidentHousehold.leftAt)));
  const planned = rows.filter((row) => row.via === "plan").map((row) => row.placeId!);
  const members =
    planned.length === 0
      ? []
      : await tx
          .selectDistinct({ personId: person.id, address: person.phone, locale: person.locale })
          .from(household)
          .innerJoin(person, eq(person.id, household.personId))
          .where(
            and(
              inArray(household.placeId, planned),
              or(isNull(household.until), gt(household.until, sql`now()`)),
            ),
          );
  const everybody: Told[] = [];
  const seen = new Set<string>();
  // Those with a report first: their message carries the link to it.
  const sorted = [...rows].sort((a, b) => Number(a.ticketId === null) - Number(b.ticketId === null));
  for (const who of [...sorted, ...members.map((member) => ({ ...member, ticketId: null }))]) {
    if (who.address === null || !isMobile(who.address) || seen.has(who.address)) continue;
    seen.add(who.address);
    everybody.push({
      ticketId: who.ticketId,
      personId: who.personId,
      address: who.address,
      locale: who.locale,
    });
  }
  const plain = everybody.filter((to) => to.ticketId === null);
  for (const { ticketId, ...to } of everybody) {
    if (ticketId !== null) await tell(work, to, kind, payload(to.locale), ticketId);
  }
  for (let from = 0; from < plain.length; from += 500) {
    await tx.insert(notification).values(
      plain.slice(from, from + 500).map(({ ticketId: _none, ...to }) => ({
        id: newId(now),
        ...to,
        channel: "sms" as const,
        kind,
        // Whoever has no report of their own answers on the start page.
        payload: { ...payload(to.locale), ...(kind === "incident_fixed" && { path: "/" }) },
        createdAt: now,
        notBefore: now,
      })),
    );
  }
  return everybody.length;
}
