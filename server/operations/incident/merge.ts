import { and, asc, desc, eq, inArray, isNotNull, isNull, notInArray } from "drizzle-orm";
import { z } from "zod";
import { incident, incidentHousehold, incidentMerge } from "#db/schema/incident.ts";
import { ticket } from "#db/schema/ticket.ts";
import { holds, personIdOf } from "../../domain/access/actor.ts";
import { type OperationName, siteRoles } from "../../domain/access/policy.ts";
import { nextIncident } from "../../domain/incident/incident.ts";
import { leadOf } from "../../domain/incident/lead.ts";
import { must, Refused, refuse } from "../../domain/refusal.ts";
import { id, version, words } from "../input.ts";
import { newId } from "../newId.ts";
import { command, type Work } from "../operation.ts";
import type { Reader, TicketRow } from "../ticket/load.ts";
import { afterLeaving, asMembers, attachTicket, changed, outOfIncident } from "./attach.ts";
import { keep, recount } from "./households.ts";
import { type IncidentRow, writeIncident } from "./load.ts";
import { demandSeenIncident } from "./stale.ts";

/**
 * Two incidents are one failure: the first ends in the second, with its tickets and households, and what the second is
 * told reaches them all. Of two that are merged into each other at once the first one wins and the other is refused,
 * because what has ended takes nothing in. Refusals: REQUIRED (intoId) for itself, NOT_FOUND (intoId) at another site,
 * STALE, STATE unless both are open, or when somebody stands at the door of a ticket that would have to wait.
 */
export const mergeIncident = command({
  name: "incident.merge",
  input: z.strictObject({
    incidentId: id,
    version,
    intoId: id,
    intoVersion: version,
    words: words(300, false).default(""),
  }),
  async run(work, input) {
    const [from, held] = await lockBoth(work, "incident.merge", input.incidentId, input.intoId);
    if (held.id === from.id) throw new Refused(refuse("REQUIRED", { field: "intoId" }));
    if (held.siteId !== from.siteId) throw new Refused(refuse("NOT_FOUND", { field: "intoId" }));
    const status = must(nextIncident(from.status, "merge"));
    must(nextIncident(held.status, "absorb"));
    await demandSeenIncident(work, from, input.version);
    await demandSeenIncident(work, held, input.intoVersion);
    const members = (await lockTicketsOf(work, [from.id, held.id])).filter(
      (row) => row.incidentId === from.id,
    );
    const came = await householdsThatCome(work, from, held);
    await keep(work, held, came);
    let into = held;
    for (const row of members) {
      const leads = into.leadTicketId === null && into.kind === "fault" && from.leadTicketId === row.id;
      if (leads) into = await lead(work, into, row.id);
      into = (await attachTicket(work, into, row, leads)).incident;
    }
    into = await recount(work, into);
    const ticketIds = members.map((row) => row.id);
    await work.tx.insert(incidentMerge).values({
      id: newId(work.now),
      incidentId: from.id,
      intoId: into.id,
      ticketIds,
      householdKeys: came.map((home) => home.key),
      byId: personIdOf(work.actor),
      at: work.now,
    });
    const gone = { status, endedAt: work.now, leadTicketId: null };
    await writeIncident(work, from, "incident_merged", gone, {
      data: { intoId: into.id, number: into.number, ticketIds },
      words: input.words,
    });
    const { leadTicketId, households } = into;
    const moved = await writeIncident(
      work,
      into,
      "incident_absorbed",
      { leadTicketId, households },
      {
        data: { incidentId: from.id, number: from.number, ticketIds },
      },
    );
    return { incidentId: moved.id, version: moved.version, households };
  },
});

/**
 * They were two after all: exactly what came with it and is still there goes back into the incident that had ended.
 * Refusals: STALE, STATE unless it is merged and what it was merged into is open.
 */
export const unmergeIncident = command({
  name: "incident.unmerge",
  input: z.strictObject({ incidentId: id, version, words: words(300, false).default("") }),
  async run(work, input) {
    const merged = await standingMerge(work, input.incidentId);
    const [from, held] = await lockBoth(
      work,
      "incident.unmerge",
      input.incidentId,
      merged?.intoId ?? input.incidentId,
    );
    const status = must(nextIncident(from.status, "unmerge"));
    await demandSeenIncident(work, from, input.version);
    // Asked again under the lock: somebody may have done the same meanwhile.
    const standing = await standingMerge(work, from.id);
    if (standing === null || standing.intoId !== held.id) throw new Refused(refuse("STALE"));
    must(nextIncident(held.status, "absorb"));
    const members = await lockTicketsOf(work, [held.id]);
    const back = members.filter((row) => standing.ticketIds.includes(row.id));
    const staying = members.filter((row) => !back.includes(row));
    let into = held;
    for (const row of back)
      into = await afterLeaving(work, into, changed(row, outOfIncident, row.version), staying);
    const alone = standing.householdKeys;
    if (alone.length > 0)
      await work.tx
        .update(incidentHousehold)
        .set({ leftAt: work.now })
        .where(
          and(
            eq(incidentHousehold.incidentId, into.id),
            inArray(incidentHousehold.key, alone),
            isNull(incidentHousehold.ticketId),
          ),
        );
    into = await recount(work, into);
    await forget(work, from, back);
    let again: IncidentRow = { ...from, status, endedAt: null };
    const first = again.kind === "fault" ? leadOf(asMembers(back)) : null;
    if (first) again = await lead(work, again, first.row.id);
    for (const row of back) again = (await attachTicket(work, again, row, row.id === first?.row.id)).incident;
    again = await recount(work, again);
    await work.tx
      .update(incidentMerge)
      .set({ undoneAt: work.now, undoneById: personIdOf(work.actor) })
      .where(eq(incidentMerge.id, standing.id));
    const ticketIds = back.map((row) => row.id);
    const moved = await writeIncident(
      work,
      { ...from, leadTicketId: again.leadTicketId, households: again.households },
      "incident_unmerged",
      { status, endedAt: null, leadTicketId: again.leadTicketId, households: again.households },
      { data: { intoId: into.id, number: into.number, ticketIds }, words: input.words },
    );
    await writeIncident(
      work,
      into,
      "incident_released",
      { leadTicketId: into.leadTicketId, households: into.households },
      { data: { incidentId: from.id, number: from.number, ticketIds } },
    );
    return { incidentId: moved.id, version: moved.version, households: moved.households };
  },
});

/** What ended in an incident and can be taken out again, newest first. */
export async function absorbedBy(db: Reader, incidentId: string) {
  const rows = await db
    .select({ merge: incidentMerge, from: incident })
    .from(incidentMerge)
    .innerJoin(incident, eq(incident.id, incidentMerge.incidentId))
    .where(and(eq(incidentMerge.intoId, incidentId), isNull(incidentMerge.undoneAt)))
    .orderBy(desc(incidentMerge.at))
    .limit(50);
  return rows.map(({ merge, from }) => ({
    incidentId: from.id,
    number: from.number,
    version: from.version,
    plate: from.plate,
    tickets: merge.ticketIds.length,
    at: merge.at.toISOString(),
  }));
}

/** Both, locked in order of id, so that two who merge them into each other wait and do not deadlock. */
async function lockBoth(
  work: Work,
  operation: OperationName,
  firstId: string,
  secondId: string,
): Promise<[IncidentRow, IncidentRow]> {
  const rows = await work.tx
    .select()
    .from(incident)
    .where(inArray(incident.id, [firstId, secondId]))
    .orderBy(asc(incident.id))
    .for("update");
  const mine = (wanted: string, field?: string) => {
    const row = rows.find((one) => one.id === wanted);
    if (row === undefined || !holds(work.actor, row.siteId, siteRoles(operation)))
      throw new Refused(refuse("NOT_FOUND", field === undefined ? {} : { field }));
    return row;
  };
  return [mine(firstId), mine(secondId, "intoId")];
}

/** The tickets of these incidents, locked in order of id. */
function lockTicketsOf(work: Work, incidentIds: string[]): Promise<TicketRow[]> {
  return work.tx
    .select()
    .from(ticket)
    .where(inArray(ticket.incidentId, incidentIds))
    .orderBy(asc(ticket.id))
    .for("update");
}

/** Households whose report has ended or left meanwhile are not hit any more. */
async function forget(work: Work, from: IncidentRow, back: TicketRow[]): Promise<void> {
  const kept = back.map((row) => row.id);
  await work.tx
    .update(incidentHousehold)
    .set({ leftAt: work.now })
    .where(
      and(
        eq(incidentHousehold.incidentId, from.id),
        isNull(incidentHousehold.leftAt),
        isNotNull(incidentHousehold.ticketId),
        kept.length > 0 ? notInArray(incidentHousehold.ticketId, kept) : undefined,
      ),
    );
}

/** Households without a ticket of their own that are not counted there yet; the others come with their tickets. */
async function householdsThatCome(work: Work, from: IncidentRow, into: IncidentRow) {
  const rows = await work.tx
    .select()
    .from(incidentHousehold)
    .where(and(inArray(incidentHousehold.incidentId, [from.id, into.id]), isNull(incidentHousehold.leftAt)));
  const there = new Set(rows.filter((row) => row.incidentId === into.id).map((row) => row.key));
  return rows
    .filter((row) => row.incidentId === from.id && row.ticketId === null && !there.has(row.key))
    .map(({ key, placeId, personId, address, locale, via }) => ({
      key,
      placeId,
      personId,
      address,
      locale,
      via,
      ticketId: null,
    }));
}

async function standingMerge(work: Work, incidentId: string) {
  const [row] = await work.tx
    .select()
    .from(incidentMerge)
    .where(and(eq(incidentMerge.incidentId, incidentId), isNull(incidentMerge.undoneAt)));
  return row ?? null;
}

async function lead(work: Work, at: IncidentRow, leadTicketId: string): Promise<IncidentRow> {
  await work.tx.update(incident).set({ leadTicketId }).where(eq(incident.id, at.id));
  return { ...at, leadTicketId };
}
