import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { ticketFollower } from "#db/schema/follower.ts";
import { incident, incidentHousehold } from "#db/schema/incident.ts";
import { person } from "#db/schema/person.ts";
import { place } from "#db/schema/place.ts";
import type { HouseholdVia } from "../../domain/incident/incident.ts";
import type { Work } from "../operation.ts";
import { homesOf } from "../ticket/followers.ts";
import type { Reader, TicketRow } from "../ticket/load.ts";
import type { IncidentRow } from "./load.ts";

export type Household = typeof incidentHousehold.$inferInsert;

/** Whose household a ticket is: its home, else the reporter's own, else the number that it came from. */
export async function householdKeyOf(
  db: Reader,
  row: Pick<TicketRow, "id" | "siteId" | "placeId" | "reporterId" | "contactPhone">,
): Promise<{ key: string; placeId: string | null }> {
  const [where] = await db.select({ kind: place.kind }).from(place).where(eq(place.id, row.placeId));
  if (where?.kind === "home") return { key: row.placeId, placeId: row.placeId };
  const homes = row.reporterId === null ? [] : await homesOf(db, row.reporterId);
  const home = homes.find(({ siteId }) => siteId === row.siteId);
  if (home) return { key: home.placeId, placeId: home.placeId };
  return { key: row.contactPhone === null ? `ticket:${row.id}` : `phone:${row.contactPhone}`, placeId: null };
}

/** Counts the household of a ticket and those that follow it. Answers with the incident as it then stands. */
export async function countTicket(work: Work, at: IncidentRow, row: TicketRow): Promise<IncidentRow> {
  const whose = await householdKeyOf(work.tx, row);
  const [known] =
    row.reporterId === null
      ? []
      : await work.tx.select({ locale: person.locale }).from(person).where(eq(person.id, row.reporterId));
  const own = {
    ...whose,
    via: "report" as const,
    ticketId: row.id,
    personId: row.reporterId,
    address: row.contactPhone,
    locale: known?.locale ?? "zh",
  };
  const followers = await work.tx
    .select({
      placeId: ticketFollower.placeId,
      personId: person.id,
      address: person.phone,
      locale: person.locale,
    })
    .from(ticketFollower)
    .innerJoin(person, eq(person.id, ticketFollower.personId))
    .where(eq(ticketFollower.ticketId, row.id));
  await keep(work, at, [own]);
  await keep(
    work,
    at,
    followers.map((home) => ({ ...home, key: home.placeId, via: "follow" as const })),
  );
  return recount(work, at);
}

type Counted = Pick<Household, "key" | "placeId" | "personId" | "address" | "locale" | "ticketId"> & {
  via: HouseholdVia;
};

/** Keeps households that are not counted yet; one that had left is back. A report of its own says more than following. */
export async function keep(work: Work, at: IncidentRow, homes: Counted[]): Promise<number> {
  if (homes.length === 0) return 0;
  const rows = homes.map((home) => ({ ...home, incidentId: at.id, since: work.now }));
  const kept = await work.tx
    .insert(incidentHousehold)
    .values(rows)
    .onConflictDoUpdate({
      target: [incidentHousehold.incidentId, incidentHousehold.key],
      set: {
        leftAt: null,
        ticketId: sql`coalesce(${incidentHousehold.ticketId}, excluded.ticket_id)`,
        via: sql`case when excluded.via = 'report' then 'report' else ${incidentHousehold.via} end`,
        personId: sql`case when excluded.via = 'report' then excluded.person_id else ${incidentHousehold.personId} end`,
        address: sql`case when excluded.via = 'report' then excluded.address else ${incidentHousehold.address} end`,
      },
    })
    .returning({ key: incidentHousehold.key, since: incidentHousehold.since });
  return kept.filter((row) => row.since.getTime() === work.now.getTime()).length;
}

/** A ticket's household is no more of it, unless another report of the same home still is. */
export async function leave(
  work: Work,
  at: IncidentRow,
  row: TicketRow,
  others: TicketRow[],
): Promise<IncidentRow> {
  const mine = and(
    eq(incidentHousehold.incidentId, at.id),
    eq(incidentHousehold.ticketId, row.id),
    isNull(incidentHousehold.leftAt),
  );
  const [home] = await work.tx.select().from(incidentHousehold).where(mine);
  if (home) {
    let heir: TicketRow | undefined;
    for (const other of others) {
      if (other.id === row.id) continue;
      if ((await householdKeyOf(work.tx, other)).key === home.key) heir = other;
    }
    await work.tx
      .update(incidentHousehold)
      .set(heir ? { ticketId: heir.id } : { leftAt: work.now })
      .where(mine);
  }
  return recount(work, at);
}

/** Those that followed a ticket which left: gone with it, unless they are counted for a reason of their own. */
export async function leaveFollowers(work: Work, at: IncidentRow, ticketId: string): Promise<void> {
  await work.tx.execute(sql`
    update incident_household h set left_at = ${work.now.toISOString()}::timestamptz
    where h.incident_id = ${at.id} and h.via = 'follow' and h.left_at is null
      and h.place_id in (select place_id from ticket_follower where ticket_id = ${ticketId})
      and not exists (select 1 from ticket_follower f join ticket t on t.id = f.ticket_id
        where f.place_id = h.place_id and t.incident_id = ${at.id} and t.id <> ${ticketId})`);
}

export async function recount(work: Work, at: IncidentRow): Promise<IncidentRow> {
  const [counted] = await work.tx
    .select({ households: sql<number>`count(*)::int` })
    .from(incidentHousehold)
    .where(and(eq(incidentHousehold.incidentId, at.id), isNull(incidentHousehold.leftAt)));
  const { households } = counted!;
  if (households === at.households) return at;
  await work.tx
    .update(incident)
    .set({ households })
    .where(and(eq(incident.id, at.id), ne(incident.households, households)));
  return { ...at, households };
}
