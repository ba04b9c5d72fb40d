import { and, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import { z } from "zod";
import { fault } from "#db/schema/fault.ts";
import { incident, incidentUpdate } from "#db/schema/incident.ts";
import { person } from "#db/schema/person.ts";
import { household, place } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import { ticket } from "#db/schema/ticket.ts";
import { holds, personIdOf } from "../../domain/access/actor.ts";
import { type OperationName, siteRoles } from "../../domain/access/policy.ts";
import { commonest } from "../../domain/incident/cluster.ts";
import { incidentDay, incidentNumber } from "../../domain/incident/incident.ts";
import { leadOf } from "../../domain/incident/lead.ts";
import { type IncidentScope, leastScope, scopePlate } from "../../domain/incident/scope.ts";
import { firstWords } from "../../domain/incident/words.ts";
import type { PlateWords } from "../../domain/place/plate.ts";
import { type RefusalCode, Refused, refuse } from "../../domain/refusal.ts";
import { numberDay } from "../../domain/ticket/open.ts";
import { isOpen } from "../../domain/ticket/status.ts";
import { id, instant, words } from "../input.ts";
import { newId } from "../newId.ts";
import { command, type Work } from "../operation.ts";
import { demandSeen } from "../ticket/apply.ts";
import type { TicketRow } from "../ticket/load.ts";
import { nextCount } from "../ticket/report.ts";
import { asMembers, attachTicket, kindOf, lockTickets, tellKnown } from "./attach.ts";
import { keep, recount } from "./households.ts";
import { residentWords, scopeInput, seenTickets, until } from "./input.ts";
import { type IncidentRow, writeIncident } from "./load.ts";
import { tellHouseholds } from "./tell.ts";

/**
 * Makes one incident of several tickets: one of them is the work, the others wait under it, every household is told
 * what is known. Without a scope it is the least that holds them all; without words, where and what. Refusals:
 * IN_INCIDENT (params.number), STATE (a ticket that has ended, or at whose door somebody else stands), STALE, NOT_FOUND.
 */
export const openIncident = command({
  name: "incident.open",
  input: z.strictObject({
    tickets: seenTickets,
    scope: scopeInput.optional(),
    ...residentWords(false),
    expectedUntil: until,
  }),
  async run(work, input) {
    const { tx, now } = work;
    const rows = await seenAndFree(work, "incident.open", input.tickets);
    const first = rows[0]!;
    const places = await tx
      .select({ place, fault, row: ticket.id })
      .from(ticket)
      .innerJoin(place, eq(place.id, ticket.placeId))
      .innerJoin(fault, eq(fault.code, ticket.faultCode))
      .where(
        inArray(
          ticket.id,
          rows.map((row) => row.id),
        ),
      );
    const what = commonest(places.map((at) => ({ fault: kindOf(at.fault) })));
    const named = places.find((at) => at.fault.code === what.code)!.fault;
    const spots = places.map(({ place: at }) => ({ ...at, placeId: at.id }));
    const scope = input.scope ? { siteId: first.siteId, ...input.scope } : leastScope(spots, what.reach);
    const plate = await plateOf(work, scope);
    const said = firstWords(plate, named);
    const lead = leadOf(asMembers(rows));
    let at = await begin(work, {
      siteId: first.siteId,
      kind: "fault",
      scope: scope.scope,
      buildingId: scope.buildingId,
      unit: scope.unit,
      placeId: scope.placeId,
      plate,
      faultCode: what.code,
      urgency: Math.min(...rows.map((row) => row.urgency)),
      leadTicketId: lead?.id ?? null,
      startsAt: new Date(Math.min(...rows.map((row) => row.receivedAt.getTime()))),
      expectedUntil: input.expectedUntil === null ? null : new Date(input.expectedUntil),
      wordsZh: input.wordsZh || said.zh,
      wordsEn: input.wordsEn || (input.wordsZh === "" ? said.en : input.wordsZh),
    });
    const told: string[] = [];
    for (const row of rows) {
      // One message to a number, however many of the reports came from it.
      const again = row.contactPhone !== null && told.includes(row.contactPhone);
      if (!again) await tellKnown(work, at, row, "joined");
      if (row.contactPhone !== null) told.push(row.contactPhone);
    }
    for (const row of rows) {
      const joined = await attachTicket(work, at, row, row.id === lead?.id);
      at = joined.incident;
    }
    await keepUpdate(work, at, told.length);
    at = await writeIncident(
      work,
      at,
      "incident_opened",
      {},
      {
        data: { ticketIds: rows.map((row) => row.id) },
        words: `${at.wordsZh}\n${at.wordsEn}`,
        bump: false,
      },
    );
    return {
      incidentId: at.id,
      number: at.number,
      households: at.households,
      version: at.version,
      now: now.toISOString(),
    };
  },
});

/**
 * Announces a cut: what, where, from when to when, and the words for residents in both languages. Every home in scope
 * is counted and told. Refusals: NOT_FOUND (the scope, the fault), BAD_TIME (expectedUntil).
 */
export const planIncident = command({
  name: "incident.plan",
  input: z.strictObject({
    siteId: id,
    scope: scopeInput,
    faultCode: z.string({ error: "REQUIRED" }).min(1, "REQUIRED").max(60, "BAD_ID"),
    startsAt: instant,
    expectedUntil: instant,
    wordsZh: words(400),
    wordsEn: words(600),
  }),
  async run(work, input) {
    const { tx } = work;
    if (!holds(work.actor, input.siteId, siteRoles("incident.plan"))) no("NOT_FOUND", "siteId");
    if (input.expectedUntil <= input.startsAt || new Date(input.expectedUntil) < work.now)
      no("BAD_TIME", "expectedUntil");
    const [what] = await tx.select().from(fault).where(eq(fault.code, input.faultCode));
    if (what === undefined || what.retiredAt !== null) no("NOT_FOUND", "faultCode");
    const scope: IncidentScope = { siteId: input.siteId, ...input.scope };
    const plate = await plateOf(work, scope);
    let at = await begin(work, {
      siteId: input.siteId,
      kind: "planned",
      scope: scope.scope,
      buildingId: scope.buildingId,
      unit: scope.unit,
      placeId: scope.placeId,
      plate,
      faultCode: what.code,
      urgency: what.urgency,
      leadTicketId: null,
      startsAt: new Date(input.startsAt),
      expectedUntil: new Date(input.expectedUntil),
      wordsZh: input.wordsZh,
      wordsEn: input.wordsEn,
    });
    await keep(work, at, await homesIn(work, scope));
    at = await recount(work, at);
    const told = await tellHouseholds(work, at, "incident_announced");
    await keepUpdate(work, at, told);
    at = await writeIncident(
      work,
      at,
      "incident_opened",
      {},
      {
        data: { told },
        words: `${at.wordsZh}\n${at.wordsEn}`,
        bump: false,
      },
    );
    return { incidentId: at.id, number: at.number, households: at.households, told };
  },
});

/** The tickets, locked, if all are open, of one site in reach, in no running incident, and as the desk saw them. */
export async function seenAndFree(
  work: Work,
  operation: OperationName,
  seen: Array<{ ticketId: string; version: number }>,
): Promise<TicketRow[]> {
  const ids = [...new Set(seen.map((one) => one.ticketId))];
  const rows = await lockTickets(work.tx, ids);
  const siteId = rows[0]?.siteId;
  const reachable = rows.filter(
    (row) => row.siteId === siteId && holds(work.actor, row.siteId, siteRoles(operation)),
  );
  if (siteId === undefined || reachable.length < ids.length) no("NOT_FOUND", "tickets");
  for (const row of rows) {
    if (row.incidentId !== null) {
      const [other] = await work.tx
        .select({ number: incident.number })
        .from(incident)
        .where(eq(incident.id, row.incidentId));
      throw new Refused(refuse("IN_INCIDENT", { params: { number: other?.number ?? "" } }));
    }
    if (!isOpen(row.status) || row.status === "done")
      throw new Refused(refuse("STATE", { params: { status: row.status } }));
    const version = seen.find((one) => one.ticketId === row.id)!.version;
    await demandSeen(work, row, version, { verb: "merge", intoId: row.id });
  }
  return rows;
}

type Start = Omit<
  IncidentRow,
  "id" | "number" | "status" | "version" | "households" | "openedAt" | "toldAt" | "fixedAt" | "endedAt"
>;

async function begin(work: Work, start: Start): Promise<IncidentRow> {
  const { tx, now } = work;
  const [where] = await tx.select().from(site).where(eq(site.id, start.siteId));
  const day = numberDay(now, where!.timeZone);
  const count = await nextCount(work, start.siteId, incidentDay(day));
  const [row] = await tx
    .insert(incident)
    .values({
      ...start,
      id: newId(now),
      number: incidentNumber(where!.code, day, count),
      status: "open",
      version: 1,
      households: 0,
      openedAt: now,
      toldAt: now,
    })
    .returning();
  return row!;
}

export async function keepUpdate(work: Work, at: IncidentRow, told: number): Promise<void> {
  await work.tx.insert(incidentUpdate).values({
    id: newId(work.now),
    incidentId: at.id,
    at: work.now,
    byId: personIdOf(work.actor),
    wordsZh: at.wordsZh,
    wordsEn: at.wordsEn,
    expectedUntil: at.expectedUntil,
    told,
  });
}

/** The plate of a scope; NOT_FOUND where there is no such place. */
async function plateOf(work: Work, scope: IncidentScope): Promise<PlateWords> {
  const inside = and(eq(place.siteId, scope.siteId), insideOf(scope));
  const [some] = await work.tx.select({ plate: place.plate }).from(place).where(inside).limit(1);
  if (some === undefined) no("NOT_FOUND", "scope");
  const cut = scopePlate(scope.scope, some.plate);
  if (scope.scope !== "site") return cut;
  const [named] = await work.tx.select().from(site).where(eq(site.id, scope.siteId));
  return { zh: { site: named!.nameZh }, en: { site: named!.nameEn } };
}

function insideOf(scope: IncidentScope) {
  switch (scope.scope) {
    case "site":
      return undefined;
    case "building":
      if (scope.buildingId === null) no("REQUIRED", "scope.buildingId");
      return eq(place.buildingId, scope.buildingId);
    case "riser":
      if (scope.buildingId === null) no("REQUIRED", "scope.buildingId");
      if (scope.unit === null) no("REQUIRED", "scope.unit");
      return and(eq(place.buildingId, scope.buildingId), eq(place.unit, scope.unit));
    case "asset":
      if (scope.placeId === null) no("REQUIRED", "scope.placeId");
      return eq(place.id, scope.placeId);
  }
}

/** Every home in scope where somebody lives, with the one who has been there longest. */
async function homesIn(work: Work, scope: IncidentScope) {
  const rows = await work.tx
    .selectDistinctOn([place.id], {
      placeId: place.id,
      personId: person.id,
      address: person.phone,
      locale: person.locale,
    })
    .from(place)
    .innerJoin(household, eq(household.placeId, place.id))
    .innerJoin(person, eq(person.id, household.personId))
    .where(
      and(
        eq(place.siteId, scope.siteId),
        eq(place.kind, "home"),
        insideOf(scope),
        or(isNull(household.until), gt(household.until, sql`now()`)),
      ),
    )
    .orderBy(place.id, household.since);
  return rows.map((row) => ({ ...row, key: row.placeId, via: "plan" as const }));
}

function no(code: RefusalCode, field: string): never {
  throw new Refused(refuse(code, { field }));
}
