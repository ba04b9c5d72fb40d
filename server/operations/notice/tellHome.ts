import { and, eq, isNotNull } from "drizzle-orm";
import { person } from "#db/schema/person.ts";
import { household } from "#db/schema/place.ts";
import { ticket } from "#db/schema/ticket.ts";
import { plateLine } from "../../domain/place/plate.ts";
import { seesTicket } from "../household/relations.ts";
import type { Work } from "../operation.ts";
import { type HomeNotice, type NoticeKind, tell } from "./tell.ts";

const shared: Partial<Record<NoticeKind, HomeNotice>> = {
  departed: "home_departed",
  completed: "home_completed",
  reopened: "home_reopened",
  cancelled: "home_cancelled",
  turned_down: "home_cancelled",
};

/** The others of the home hear what the reporter hears, where it concerns them too. */
export async function tellHomeOf(work: Work, ticketId: string, kind: NoticeKind): Promise<void> {
  const notice = shared[kind];
  if (notice !== undefined) await tellHome(work, ticketId, notice);
}

/** Tells whoever follows the home of this report, but not whoever reported it. A public place has nobody. */
export async function tellHome(work: Work, ticketId: string, notice: HomeNotice): Promise<void> {
  const people = await work.tx
    .selectDistinctOn([person.phone], {
      personId: person.id,
      address: person.phone,
      locale: person.locale,
      number: ticket.number,
      plate: ticket.plate,
      reporterId: ticket.reporterId,
      contactPhone: ticket.contactPhone,
    })
    .from(ticket)
    .innerJoin(household, seesTicket)
    .innerJoin(person, eq(person.id, household.personId))
    .where(and(eq(ticket.id, ticketId), isNotNull(person.phone)))
    .orderBy(person.phone);
  for (const { personId, address, locale, ...of } of people) {
    if (address === null || personId === of.reporterId || address === of.contactPhone) continue;
    const payload = { number: of.number, place: plateLine(of.plate[locale]) };
    await tell(work, { personId, address, locale }, notice, payload, ticketId);
  }
}
