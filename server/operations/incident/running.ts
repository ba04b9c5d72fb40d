import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { fault } from "#db/schema/fault.ts";
import { incident, incidentHousehold, incidentUpdate } from "#db/schema/incident.ts";
import { person } from "#db/schema/person.ts";
import { place } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import { holds } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { isRunning } from "../../domain/incident/incident.ts";
import { inScope } from "../../domain/incident/scope.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id } from "../input.ts";
import { command, query } from "../operation.ts";
import { residentAt } from "../place/reach.ts";
import { placeCodeInput } from "../placeCode/open.ts";
import { type Home, homesOf } from "../ticket/followers.ts";
import type { Reader, TicketRow } from "../ticket/load.ts";
import { keep, recount } from "./households.ts";
import { type IncidentRow, writeIncident } from "./load.ts";

/**
 * Running incidents that hit a place, for the desk with a caller on the line; without a place those of the caller's own
 * homes. Each with what to say, and how far the household's own answer is. NOT_FOUND for a place out of reach.
 */
export const runningIncidents = query({
  name: "incident.running",
  input: z.strictObject({ placeId: id.optional(), placeCode: placeCodeInput }),
  async run({ db, actor }, input) {
    const homes =
      actor.kind === "resident" && input.placeId === undefined ? await homesOf(db, actor.personId) : [];
    let spots: Array<Omit<Home, "follows"> & { home: boolean }> = homes.map((home) => ({
      ...home,
      home: true,
    }));
    if (input.placeId !== undefined) {
      const [where] = await db.select().from(place).where(eq(place.id, input.placeId));
      const may =
        where !== undefined &&
        (holds(actor, where.siteId, siteRoles("incident.running")) ||
          (await residentAt(db, actor, where, input.placeCode)).may);
      if (!may) throw new Refused(refuse("NOT_FOUND", { field: "placeId" }));
      spots = [{ ...where, placeId: where.id, home: where.kind === "home" }];
    }
    if (spots.length === 0) return { incidents: [] };
    const [running, mine] = await Promise.all([
      db
        .select({ row: incident, fault, timeZone: site.timeZone })
        .from(incident)
        .innerJoin(fault, eq(fault.code, incident.faultCode))
        .innerJoin(site, eq(site.id, incident.siteId))
        .where(
          and(
            inArray(incident.siteId, [...new Set(spots.map((spot) => spot.siteId))]),
            isNull(incident.endedAt),
          ),
        )
        .orderBy(asc(incident.urgency), desc(incident.openedAt))
        .limit(100),
      db
        .select()
        .from(incidentHousehold)
        .where(
          and(
            inArray(
              incidentHousehold.placeId,
              spots.map((spot) => spot.placeId),
            ),
            isNull(incidentHousehold.leftAt),
          ),
        ),
    ]);
    const hit = running.flatMap(({ row, fault: what, timeZone }) => {
      const counted = mine.find((home) => home.incidentId === row.id);
      const spot = spots.find((one) => inScope(row, one));
      if (counted === undefined && (spot === undefined || row.status !== "open")) return [];
      return [
        {
          ...forPeople(row, what, timeZone),
          homeId: counted?.placeId ?? (spot?.home ? spot.placeId : null),
          own: ownOf(counted),
        },
      ];
    });
    return { incidents: hit };
  },
});

/**
 * One more household has it: a caller's, whom the operator tells by voice, or the resident's own instead of a report.
 * Counted once; told of every update from then on. Refusals: NOT_FOUND, STATE (it is fixed already).
 */
export const countHousehold = command({
  name: "incident.count",
  input: z.strictObject({ incidentId: id, placeId: id, personId: id.optional() }),
  async run(work, input) {
    const { tx, actor } = work;
    const [at] = await tx.select().from(incident).where(eq(incident.id, input.incidentId)).for("update");
    const [where] = await tx.select().from(place).where(eq(place.id, input.placeId));
    if (at === undefined || where === undefined || where.kind !== "home" || where.siteId !== at.siteId)
      throw new Refused(refuse("NOT_FOUND"));
    const desk = holds(actor, at.siteId, siteRoles("incident.count"));
    const homes = actor.kind === "resident" ? await homesOf(tx, actor.personId) : [];
    const own =
      homes.some((home) => home.placeId === where.id) && inScope(at, { ...where, placeId: where.id });
    if (!desk && !own) throw new Refused(refuse("NOT_FOUND"));
    if (at.status !== "open") throw new Refused(refuse("STATE", { params: { status: at.status } }));
    const personId = actor.kind === "resident" ? actor.personId : (input.personId ?? null);
    const [who] = personId === null ? [] : await tx.select().from(person).where(eq(person.id, personId));
    const added = await keep(work, at, [
      {
        key: where.id,
        placeId: where.id,
        via: "call",
        personId: who?.id ?? null,
        address: who?.phone ?? null,
        locale: who?.locale ?? "zh",
      },
    ]);
    const counted = await recount(work, at);
    if (added > 0)
      await writeIncident(
        work,
        counted,
        "incident_counted",
        {},
        { data: { placeId: where.id }, bump: false },
      );
    return { incidentId: at.id, households: counted.households, added: added > 0 };
  },
});

/** What the people of an attached ticket see of its incident; null when it is in none. */
export async function incidentOf(db: Reader, row: TicketRow) {
  if (row.incidentId === null) return null;
  const [found] = await db
    .select({ row: incident, fault, timeZone: site.timeZone })
    .from(incident)
    .innerJoin(fault, eq(fault.code, incident.faultCode))
    .innerJoin(site, eq(site.id, incident.siteId))
    .where(eq(incident.id, row.incidentId));
  if (found === undefined) return null;
  const [[own], updates] = await Promise.all([
    db
      .select()
      .from(incidentHousehold)
      .where(and(eq(incidentHousehold.incidentId, found.row.id), eq(incidentHousehold.ticketId, row.id))),
    db
      .select()
      .from(incidentUpdate)
      .where(eq(incidentUpdate.incidentId, found.row.id))
      .orderBy(desc(incidentUpdate.at))
      .limit(10),
  ]);
  return {
    ...forPeople(found.row, found.fault, found.timeZone),
    leads: row.leadsIncident,
    own: ownOf(own),
    updates: updates.map((update) => ({
      id: update.id,
      at: update.at.toISOString(),
      wordsZh: update.wordsZh,
      wordsEn: update.wordsEn,
    })),
  };
}

/** An incident as everybody whom it hits may read it. */
export function forPeople(row: IncidentRow, what: typeof fault.$inferSelect, timeZone: string) {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    status: row.status,
    running: isRunning(row.status),
    plate: row.plate,
    faultZh: what.nameZh,
    faultEn: what.nameEn,
    wordsZh: row.wordsZh,
    wordsEn: row.wordsEn,
    startsAt: row.startsAt.toISOString(),
    expectedUntil: row.expectedUntil?.toISOString() ?? null,
    toldAt: row.toldAt.toISOString(),
    households: row.households,
    timeZone,
  };
}

function ownOf(home: typeof incidentHousehold.$inferSelect | undefined) {
  if (home === undefined) return null;
  return {
    key: home.key,
    asked: home.askedAt !== null,
    back: home.back,
    ticketId: home.ticketId,
    splitTicketId: home.splitTicketId,
  };
}
