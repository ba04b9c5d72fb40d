import { and, desc, eq, gt, inArray, isNull, ne, or } from "drizzle-orm";
import { fault } from "#db/schema/fault.ts";
import { incident } from "#db/schema/incident.ts";
import { place } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import { ticket, workRecord } from "#db/schema/ticket.ts";
import { inScope } from "../../domain/incident/scope.ts";
import { forPeople } from "../incident/running.ts";
import type { Reader, TicketRow } from "../ticket/load.ts";

type PlaceRow = typeof place.$inferSelect;
/** How far back the installation's repairs are of use, ms. */
const aYear = 365 * 86_400_000;

/**
 * What whoever goes there should know of before: the repairs at this very place; those of the same kind at what it hangs
 * on (its unit, and the lifts, rooms and roof of its building); and the incidents that run there now.
 */
export async function surroundings(db: Reader, row: TicketRow, at: PlaceRow, now: Date) {
  const [here, installation, incidents] = await Promise.all([
    historyOf(db, row, eq(ticket.placeId, row.placeId), 8),
    at.buildingId === null ? [] : kinOf(db, row, at, now),
    incidentsAt(db, row, at),
  ]);
  const records = await lastRecords(
    db,
    [...here, ...installation].map(({ id }) => id),
  );
  const told = ({ id, receivedAt, ...line }: (typeof here)[number]) => ({
    ...line,
    receivedAt: receivedAt.toISOString(),
    record: records.get(id) ?? null,
  });
  return { history: here.map(told), installation: installation.map(told), incidents };
}

async function kinOf(db: Reader, row: TicketRow, at: PlaceRow, now: Date) {
  const [own] = await db
    .select({ category: fault.categoryCode })
    .from(fault)
    .where(eq(fault.code, row.faultCode));
  const shared = and(ne(place.kind, "home"), isNull(place.unit));
  const hangsOn = at.unit === null ? ne(place.kind, "home") : or(eq(place.unit, at.unit), shared);
  const kin = and(
    eq(ticket.siteId, row.siteId),
    eq(place.buildingId, at.buildingId!),
    ne(place.id, at.id),
    hangsOn,
    eq(fault.categoryCode, own!.category),
    gt(ticket.receivedAt, new Date(now.getTime() - aYear)),
  );
  return historyOf(db, row, kin, 8);
}

function historyOf(db: Reader, row: TicketRow, where: ReturnType<typeof and>, most: number) {
  return db
    .select({
      id: ticket.id,
      number: ticket.number,
      plate: ticket.plate,
      faultCode: ticket.faultCode,
      nameZh: fault.nameZh,
      nameEn: fault.nameEn,
      receivedAt: ticket.receivedAt,
      status: ticket.status,
    })
    .from(ticket)
    .innerJoin(fault, eq(fault.code, ticket.faultCode))
    .innerJoin(place, eq(place.id, ticket.placeId))
    .where(and(where, ne(ticket.id, row.id)))
    .orderBy(desc(ticket.receivedAt))
    .limit(most);
}

/** What was found and done there last, by ticket. */
async function lastRecords(db: Reader, ids: string[]) {
  if (ids.length === 0) return new Map<string, { found: string; done: string; result: string }>();
  const rows = await db
    .selectDistinctOn([workRecord.ticketId], {
      ticketId: workRecord.ticketId,
      found: workRecord.found,
      done: workRecord.done,
      result: workRecord.result,
    })
    .from(workRecord)
    .where(inArray(workRecord.ticketId, ids))
    .orderBy(workRecord.ticketId, desc(workRecord.recordedAt));
  return new Map(rows.map(({ ticketId, ...said }) => [ticketId, said]));
}

async function incidentsAt(db: Reader, row: TicketRow, at: PlaceRow) {
  const running = await db
    .select({ row: incident, fault, timeZone: site.timeZone })
    .from(incident)
    .innerJoin(fault, eq(fault.code, incident.faultCode))
    .innerJoin(site, eq(site.id, incident.siteId))
    .where(and(eq(incident.siteId, row.siteId), isNull(incident.endedAt)))
    .orderBy(incident.urgency, desc(incident.openedAt))
    .limit(100);
  return running
    .filter(
      ({ row: each }) =>
        each.id === row.incidentId || (each.status === "open" && inScope(each, { ...at, placeId: at.id })),
    )
    .map(({ row: each, fault: what, timeZone }) => ({
      ...forPeople(each, what, timeZone),
      /** This very job is the incident's work. */
      leads: each.leadTicketId === row.id,
    }));
}
