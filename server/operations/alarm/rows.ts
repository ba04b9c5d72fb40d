import { asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { alarm } from "#db/schema/alarm.ts";
import { fault } from "#db/schema/fault.ts";
import { person } from "#db/schema/person.ts";
import { place } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import { ticket } from "#db/schema/ticket.ts";
import { alarmKinds, alarmRank } from "../../domain/alarm/kind.ts";
import type { Reader } from "../ticket/load.ts";

const acknowledger = alias(person, "acknowledger");

/** The rank as the database reckons it: a limit must cut off the least grave. */
export const graver = sql`case ${alarm.kind} ${sql.join(
  alarmKinds.map((kind) => sql`when ${kind} then ${alarmRank[kind]}::int`),
  sql` `,
)} end`;

export type AlarmRow = Awaited<ReturnType<typeof alarmRows>>[number];

/** Alarms as a screen shows them: with where it is, who has it, and whether somebody has put it aside. */
export async function alarmRows(
  db: Reader,
  now: Date,
  where: SQL | undefined,
  order: readonly SQL[],
  limit: number,
) {
  const found = await db
    .select({
      id: alarm.id,
      siteId: alarm.siteId,
      ticketId: alarm.ticketId,
      kind: alarm.kind,
      raisedAt: alarm.raisedAt,
      acknowledgedAt: alarm.acknowledgedAt,
      clearedAt: alarm.clearedAt,
      shelvedUntil: alarm.shelvedUntil,
      shortfall: alarm.shortfall,
      byName: acknowledger.name,
      byLatin: acknowledger.nameLatin,
      number: ticket.number,
      plate: ticket.plate,
      faultCode: ticket.faultCode,
      faultZh: fault.nameZh,
      faultEn: fault.nameEn,
      category: fault.categoryCode,
      urgency: ticket.urgency,
      placeId: ticket.placeId,
      placeKind: place.kind,
      buildingId: place.buildingId,
    })
    .from(alarm)
    .innerJoin(ticket, eq(ticket.id, alarm.ticketId))
    .innerJoin(fault, eq(fault.code, ticket.faultCode))
    .innerJoin(place, eq(place.id, ticket.placeId))
    .leftJoin(acknowledger, eq(acknowledger.id, alarm.acknowledgedById))
    .where(where)
    .orderBy(...order, asc(alarm.id))
    .limit(limit);
  return found.map(({ byName, byLatin, faultZh, faultEn, placeKind, ...each }) => ({
    ...each,
    raisedAt: each.raisedAt.toISOString(),
    acknowledgedAt: each.acknowledgedAt?.toISOString() ?? null,
    clearedAt: each.clearedAt?.toISOString() ?? null,
    shelvedUntil: each.shelvedUntil?.toISOString() ?? null,
    shelved: each.shelvedUntil !== null && each.shelvedUntil > now,
    fault: { nameZh: faultZh, nameEn: faultEn },
    atHome: placeKind === "home",
    by: byName === null ? null : { name: byName, nameLatin: byLatin ?? "" },
  }));
}

/** The sites that a screen of alarms names, with the zone in which their times are told. */
export function sitesNamed(db: Reader, ids: readonly string[]) {
  return db
    .select({ id: site.id, nameZh: site.nameZh, nameEn: site.nameEn, timeZone: site.timeZone })
    .from(site)
    .where(inArray(site.id, [...new Set(ids)]));
}
