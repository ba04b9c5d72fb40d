import { and, eq, isNull, like, sql } from "drizzle-orm";
import { person } from "#db/schema/person.ts";
import { ticket } from "#db/schema/ticket.ts";
import { trackingLink } from "#db/schema/trackingLink.ts";
import { onlookerMark } from "../link/onlooker.ts";
import type { Work } from "../operation.ts";
import { type News, tell } from "./tell.ts";

/**
 * Tells those who said "mine too" without a home at the site, of this ticket or of one that was merged into it: each
 * number once, with the link that it has and the number that it knows.
 */
export async function tellOnlookers(
  work: Work,
  row: { id: string },
  kind: News,
  except: readonly string[] = [],
): Promise<void> {
  const same = sql`(with recursive same(id) as (
    select ${row.id}::uuid union select t.id from ticket t join same on t.duplicate_of_id = same.id
  ) select id from same)`;
  const links = await work.tx
    .select({
      link: trackingLink.id,
      address: trackingLink.address,
      personId: trackingLink.personId,
      locale: trackingLink.locale,
      phone: person.phone,
      spoken: person.locale,
      ticketId: ticket.id,
      number: ticket.number,
    })
    .from(trackingLink)
    .innerJoin(ticket, eq(ticket.id, trackingLink.ticketId))
    .leftJoin(person, eq(person.id, trackingLink.personId))
    .where(
      and(
        sql`${trackingLink.ticketId} in ${same}`,
        trackingLink.onlooker,
        like(trackingLink.address, `${onlookerMark}%`),
        isNull(trackingLink.revokedAt),
      ),
    )
    .orderBy(trackingLink.createdAt);
  const told = new Set(except);
  for (const { link, address, personId, locale, phone, spoken, ticketId, number } of links) {
    const to = phone ?? (personId === null ? address.slice(onlookerMark.length) : null);
    if (to === null || told.has(to)) continue;
    told.add(to);
    await tell(work, { personId, address: to, locale: spoken ?? locale }, kind, { number, link }, ticketId);
  }
}
