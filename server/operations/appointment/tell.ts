import { eq } from "drizzle-orm";
import { person } from "#db/schema/person.ts";
import { site } from "#db/schema/site.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import type { Window } from "../../domain/appointment/slots.ts";
import { windowWords } from "../../domain/appointment/words.ts";
import { plateLine } from "../../domain/place/plate.ts";
import { type NoticeKind, tellReporter } from "../notice/tell.ts";
import { tellStaff } from "../notice/tellStaff.ts";
import type { Work } from "../operation.ts";
import type { TicketRow } from "../ticket/load.ts";

type OwnerKind = Extract<NoticeKind, `visit_${string}` | `no_access${string}`>;
type JobKind = Extract<NoticeKind, `job_visit_${string}`>;

async function zoneOf(work: Work, siteId: string): Promise<string> {
  const [at] = await work.tx.select({ timeZone: site.timeZone }).from(site).where(eq(site.id, siteId));
  return at!.timeZone;
}

/** Tells the owner's side, in the site's time; the message carries the link at which a time is chosen. */
export async function tellOwner(
  work: Work,
  row: TicketRow,
  kind: OwnerKind,
  window: Window | null = null,
): Promise<void> {
  const timeZone = await zoneOf(work, row.siteId);
  const locale = await ownersLocale(work, row);
  await tellReporter(work, row, kind, window === null ? {} : { time: windowWords(window, timeZone, locale) });
}

async function ownersLocale(work: Work, row: TicketRow): Promise<"zh" | "en"> {
  if (row.reporterId === null) return "zh";
  const [who] = await work.tx
    .select({ locale: person.locale })
    .from(person)
    .where(eq(person.id, row.reporterId));
  return who?.locale ?? "zh";
}

/** Rings the technician's phone, unless he did it himself; a reminder is of no use once the visit has begun. */
export async function tellVisit(
  work: Work,
  row: TicketRow,
  technicianId: string | null,
  kind: JobKind,
  window: Window | null,
): Promise<void> {
  if (technicianId === null || technicianId === personIdOf(work.actor)) return;
  const [[who], timeZone] = await Promise.all([
    work.tx
      .select({ address: person.phone, locale: person.locale })
      .from(person)
      .where(eq(person.id, technicianId)),
    zoneOf(work, row.siteId),
  ]);
  if (who === undefined) return;
  const { locale } = who;
  const payload = {
    number: row.number,
    place: plateLine(row.plate[locale]),
    time: window === null ? "" : windowWords(window, timeZone, locale),
  };
  const reminds = kind === "job_visit_day" || kind === "job_visit_soon";
  await tellStaff(
    work,
    { personId: technicianId, address: who.address ?? "", locale },
    kind,
    payload,
    row.id,
    reminds && window !== null ? new Date(window.from) : null,
  );
}
