import { and, asc, desc, eq, gt, inArray, isNull, notInArray, sql } from "drizzle-orm";
import { z } from "zod";
import { fault } from "#db/schema/fault.ts";
import { incident, incidentDismissal, incidentHousehold, incidentUpdate } from "#db/schema/incident.ts";
import { person } from "#db/schema/person.ts";
import { place } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import { ticket } from "#db/schema/ticket.ts";
import { sitesOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { type Cluster, clusters } from "../../domain/incident/cluster.ts";
import { scopePlate } from "../../domain/incident/scope.ts";
import { firstWords } from "../../domain/incident/words.ts";
import { id } from "../input.ts";
import { type Context, query } from "../operation.ts";
import { maskPhone } from "../phone.ts";
import type { Reader } from "../ticket/load.ts";
import { kindOf } from "./attach.ts";
import { findIncident, type IncidentRow, stateOf } from "./load.ts";
import { absorbedBy } from "./merge.ts";

/** Reports older than this are no longer weighed for a proposal, hours. */
const proposedWithin = 6;
/** A dismissed cluster is offered again once so many more homes have reported. */
const offeredAgain = 3;

export type IncidentCard = ReturnType<typeof cardOf>;

/** What is running at the caller's sites, gravest first, and what looks like one failure but is not made one yet. */
export const incidentBoard = query({
  name: "incident.board",
  input: z.strictObject({}),
  async run({ db, actor, now }) {
    const sites = sitesOf(actor, siteRoles("incident.board"));
    const siteIds = sites === "all" ? [] : sites;
    if (siteIds.length === 0) return { incidents: [], proposals: [] };
    const rows = await db
      .select({ row: incident, fault })
      .from(incident)
      .innerJoin(fault, eq(fault.code, incident.faultCode))
      .where(and(inArray(incident.siteId, siteIds), isNull(incident.endedAt)))
      .orderBy(asc(incident.urgency), asc(incident.startsAt))
      .limit(100);
    const [counts, proposals] = await Promise.all([
      countsOf(
        db,
        rows.map(({ row }) => row.id),
      ),
      propose(db, siteIds, now),
    ]);
    return {
      incidents: rows.map(({ row, fault: what }) => cardOf(row, what, counts.get(row.id))),
      proposals,
    };
  },
});

/** Everything the desk works with about one incident. */
export const incidentDetail = query({
  name: "incident.detail",
  input: z.strictObject({ incidentId: id }),
  async run({ db, actor }, input) {
    const row = await findIncident(db, actor, "incident.detail", input.incidentId);
    const [[what], counts, tickets, households, updates, [where], absorbed] = await Promise.all([
      db.select().from(fault).where(eq(fault.code, row.faultCode)),
      countsOf(db, [row.id]),
      db
        .select({
          id: ticket.id,
          number: ticket.number,
          version: ticket.version,
          status: ticket.status,
          plate: ticket.plate,
          source: ticket.source,
          urgency: ticket.urgency,
          households: ticket.households,
          receivedAt: ticket.receivedAt,
          leads: ticket.leadsIncident,
          faultZh: fault.nameZh,
          faultEn: fault.nameEn,
          technicianId: ticket.technicianId,
          technician: person.name,
          technicianLatin: person.nameLatin,
        })
        .from(ticket)
        .innerJoin(fault, eq(fault.code, ticket.faultCode))
        .leftJoin(person, eq(person.id, ticket.technicianId))
        .where(eq(ticket.incidentId, row.id))
        .orderBy(desc(ticket.leadsIncident), asc(ticket.receivedAt))
        .limit(200),
      db
        .select({ home: incidentHousehold, plate: place.plate })
        .from(incidentHousehold)
        .leftJoin(place, eq(place.id, incidentHousehold.placeId))
        .where(and(eq(incidentHousehold.incidentId, row.id), isNull(incidentHousehold.leftAt)))
        .orderBy(asc(incidentHousehold.since))
        .limit(500),
      db
        .select({ update: incidentUpdate, name: person.name, nameLatin: person.nameLatin })
        .from(incidentUpdate)
        .leftJoin(person, eq(person.id, incidentUpdate.byId))
        .where(eq(incidentUpdate.incidentId, row.id))
        .orderBy(desc(incidentUpdate.at))
        .limit(50),
      db.select({ timeZone: site.timeZone }).from(site).where(eq(site.id, row.siteId)),
      absorbedBy(db, row.id),
    ]);
    return {
      absorbed,
      incident: cardOf(row, what!, counts.get(row.id)),
      timeZone: where!.timeZone,
      tickets: tickets.map((one) => ({ ...one, receivedAt: one.receivedAt.toISOString() })),
      households: households.map(({ home, plate }) => ({
        key: home.key,
        placeId: home.placeId,
        plate,
        phone: home.address === null ? "" : maskPhone(home.address),
        via: home.via,
        ticketId: home.ticketId,
        back: home.back,
        asked: home.askedAt !== null,
        splitTicketId: home.splitTicketId,
      })),
      updates: updates.map(({ update, name, nameLatin }) => ({
        id: update.id,
        at: update.at.toISOString(),
        by: name === null ? null : { name, nameLatin: nameLatin ?? "" },
        wordsZh: update.wordsZh,
        wordsEn: update.wordsEn,
        expectedUntil: update.expectedUntil?.toISOString() ?? null,
        told: update.told,
      })),
    };
  },
});

type Counts = { tickets: number; asked: number; yes: number; no: number };

async function countsOf(db: Reader, ids: string[]): Promise<Map<string, Counts>> {
  if (ids.length === 0) return new Map();
  const [tickets, answers] = await Promise.all([
    db
      .select({ id: ticket.incidentId, tickets: sql<number>`count(*)::int` })
      .from(ticket)
      .where(inArray(ticket.incidentId, ids))
      .groupBy(ticket.incidentId),
    db
      .select({
        id: incidentHousehold.incidentId,
        asked: sql<number>`count(${incidentHousehold.askedAt})::int`,
        yes: sql<number>`(count(*) filter (where ${incidentHousehold.back} = 'yes'))::int`,
        no: sql<number>`(count(*) filter (where ${incidentHousehold.back} = 'no'))::int`,
      })
      .from(incidentHousehold)
      .where(and(inArray(incidentHousehold.incidentId, ids), isNull(incidentHousehold.leftAt)))
      .groupBy(incidentHousehold.incidentId),
  ]);
  return new Map(
    ids.map((id) => {
      const said = answers.find((row) => row.id === id);
      const { asked = 0, yes = 0, no = 0 } = said ?? {};
      return [id, { tickets: tickets.find((row) => row.id === id)?.tickets ?? 0, asked, yes, no }];
    }),
  );
}

export function cardOf(row: IncidentRow, what: typeof fault.$inferSelect, counts?: Counts) {
  return {
    id: row.id,
    siteId: row.siteId,
    version: row.version,
    ...stateOf(row),
    plate: row.plate,
    faultZh: what.nameZh,
    faultEn: what.nameEn,
    wordsZh: row.wordsZh,
    wordsEn: row.wordsEn,
    toldAt: row.toldAt.toISOString(),
    fixedAt: row.fixedAt?.toISOString() ?? null,
    tickets: counts?.tickets ?? 0,
    answers: { asked: counts?.asked ?? 0, yes: counts?.yes ?? 0, no: counts?.no ?? 0 },
  };
}

/** Clusters among the tickets that wait, with what would be said to their households. */
async function propose(db: Context["db"], siteIds: string[], now: Date) {
  const since = new Date(now.getTime() - proposedWithin * 3_600_000);
  const [rows, dismissed] = await Promise.all([
    db
      .select({ row: ticket, place, fault })
      .from(ticket)
      .innerJoin(place, eq(place.id, ticket.placeId))
      .innerJoin(fault, eq(fault.code, ticket.faultCode))
      .where(
        and(
          inArray(ticket.siteId, siteIds),
          notInArray(ticket.status, [
            "closed",
            "cancelled",
            "declined",
            "duplicate",
            "done",
            "on_site",
            "paused",
          ]),
          isNull(ticket.incidentId),
          gt(ticket.receivedAt, since),
        ),
      )
      .limit(2_000),
    db.select().from(incidentDismissal).where(gt(incidentDismissal.at, since)),
  ]);
  const homes = await reporterHomes(
    db,
    rows.filter(({ place: at }) => at.kind !== "home").map(({ row }) => row.id),
  );
  const loose = rows.map(({ row, place: at, fault: what }) => ({
    ticketId: row.id,
    receivedAt: row.receivedAt.toISOString(),
    spot: { siteId: at.siteId, placeId: at.id, buildingId: at.buildingId, unit: at.unit },
    fault: kindOf(what),
    households: row.households,
    householdKey:
      at.kind === "home"
        ? at.id
        : (homes.get(row.id) ?? (row.contactPhone ? `phone:${row.contactPhone}` : row.id)),
  }));
  const said = new Map(dismissed.map((one) => [one.ticketId, one.households]));
  const anew = (found: Cluster) => {
    const before = Math.max(0, ...found.ticketIds.map((id) => said.get(id) ?? 0));
    return before === 0 || found.households >= before + offeredAgain;
  };
  return clusters(loose)
    .filter(anew)
    .slice(0, 20)
    .map((found) => {
      const ids = new Set(found.ticketIds);
      const some = rows.filter(({ row }) => ids.has(row.id));
      const what = some.find(({ fault: of }) => of.code === found.faultCode)!.fault;
      const plate = scopePlate(found.scope.scope, some[0]!.place.plate);
      return {
        tickets: some.map(({ row }) => ({ ticketId: row.id, version: row.version, number: row.number })),
        siteId: found.scope.siteId,
        plate,
        faultZh: what.nameZh,
        faultEn: what.nameEn,
        households: found.households,
        minutes: found.minutes,
        words: firstWords(plate, what),
      };
    });
}

/** The home at the same site of whoever reported a public place. */
async function reporterHomes(db: Context["db"], ticketIds: string[]): Promise<Map<string, string>> {
  if (ticketIds.length === 0) return new Map();
  const rows = await db.execute<{ id: string; place_id: string }>(sql`
    select distinct on (t.id) t.id, h.place_id from ticket t
      join household h on h.person_id = t.reporter_id and (h.until is null or h.until > now())
      join place p on p.id = h.place_id and p.site_id = t.site_id
    where t.id = any(${`{${ticketIds.join(",")}}`}::uuid[]) order by t.id, h.since`);
  return new Map(rows.map((row) => [row.id, row.place_id]));
}
