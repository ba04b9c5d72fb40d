import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { fault } from "#db/schema/fault.ts";
import { incidentDismissal, incidentHousehold } from "#db/schema/incident.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { nextIncident } from "../../domain/incident/incident.ts";
import { fixedWords } from "../../domain/incident/words.ts";
import { must } from "../../domain/refusal.ts";
import { decide } from "../../domain/ticket/decide.ts";
import { isUnassigned } from "../../domain/ticket/status.ts";
import { id, version, words } from "../input.ts";
import { tellOnlookers } from "../notice/tellOnlookers.ts";
import { command, type Work } from "../operation.ts";
import { endAssignment, write } from "../ticket/apply.ts";
import { type TicketRow, toTicket } from "../ticket/load.ts";
import { changed, outOfIncident } from "./attach.ts";
import { residentWords, until } from "./input.ts";
import { type IncidentRow, lockIncident, lockMembers, writeIncident } from "./load.ts";
import { keepUpdate, seenAndFree } from "./open.ts";
import { demandSeenIncident } from "./stale.ts";
import { tellHouseholds } from "./tell.ts";

const one = { incidentId: id, version };

/** One message to all who are hit, by their channel, each number once. Refusals: STATE, STALE, REQUIRED. */
export const updateIncident = command({
  name: "incident.update",
  input: z.strictObject({
    ...one,
    wordsZh: words(400),
    wordsEn: words(600),
    expectedUntil: until,
  }),
  async run(work, input) {
    const held = await seen(work, "incident.update", input);
    const status = must(nextIncident(held.status, "update"));
    const at: IncidentRow = {
      ...held,
      wordsZh: input.wordsZh,
      wordsEn: input.wordsEn,
      expectedUntil: input.expectedUntil === null ? null : new Date(input.expectedUntil),
      toldAt: work.now,
    };
    const told = await tellHouseholds(work, at, "incident_update");
    await keepUpdate(work, at, told);
    const { wordsZh, wordsEn, expectedUntil, toldAt } = at;
    const change = { status, wordsZh, wordsEn, expectedUntil, toldAt };
    const ticketIds = await membersOf(work, at.id);
    const moved = await writeIncident(work, held, "incident_updated", change, {
      data: { told, ticketIds },
      words: `${wordsZh}\n${wordsEn}`,
    });
    return { incidentId: moved.id, version: moved.version, told };
  },
});

/**
 * It is fixed: what waited under it is done, and every household is asked whether it is back. Whoever was still on the
 * way is taken back; whoever stands at the door finishes his record. Refusals: STATE, STALE.
 */
export const fixIncident = command({
  name: "incident.fix",
  input: z.strictObject({ ...one, ...residentWords(false) }),
  async run(work, input) {
    const held = await seen(work, "incident.fix", input);
    must(nextIncident(held.status, "fix"));
    const said = input.wordsZh === "" ? null : { zh: input.wordsZh, en: input.wordsEn || input.wordsZh };
    return markFixed(work, held, await lockMembers(work.tx, held.id), said);
  },
});

/** The same for an incident whose work has just been recorded; all of its tickets are locked. */
export async function markFixed(
  work: Work,
  held: IncidentRow,
  members: TicketRow[],
  said: { zh: string; en: string } | null,
) {
  const { tx, now } = work;
  const status = must(nextIncident(held.status, "fix"));
  const [what] = await tx.select().from(fault).where(eq(fault.code, held.faultCode));
  const spoken = said ?? fixedWords(held.plate, what!);
  const at: IncidentRow = { ...held, wordsZh: spoken.zh, wordsEn: spoken.en, toldAt: now };
  await tx
    .update(incidentHousehold)
    .set({ askedAt: now })
    .where(and(eq(incidentHousehold.incidentId, at.id), isNull(incidentHousehold.leftAt)));
  const told = await tellHouseholds(work, at, "incident_fixed");
  await keepUpdate(work, at, told);
  const time = now.toISOString();
  for (const member of members) {
    let row = member;
    const back = decide(toTicket(row), { verb: "withdraw", reason: "incident" }, time);
    const onTheWay = ["dispatched", "accepted", "en_route"].includes(row.status);
    if (onTheWay && back.kind === "fact") {
      await endAssignment(work, row.id, "withdrawn");
      row = changed(row, back.patch, (await write(work, row, back)).version);
    }
    if (!isUnassigned(row)) continue;
    const settled = must(decide(toTicket(row), { verb: "settle" }, time));
    await tellOnlookers(work, row, "followed_done");
    await write(work, row, settled, { data: { incidentId: at.id, number: at.number } });
  }
  const { wordsZh, wordsEn, toldAt } = at;
  const change = { status, wordsZh, wordsEn, toldAt, fixedAt: now };
  const moved = await writeIncident(work, held, "incident_fixed", change, {
    data: { told, ticketIds: members.map((member) => member.id) },
    words: `${wordsZh}\n${wordsEn}`,
  });
  return { incidentId: moved.id, version: moved.version, told };
}

/** Ends the asking. Who did not answer is closed as unconfirmed. STATE while its work is still being done. */
export const closeIncident = command({
  name: "incident.close",
  input: z.strictObject(one),
  async run(work, input) {
    const held = await seen(work, "incident.close", input);
    must(nextIncident(held.status, "close"));
    return endAsking(work, held, await lockMembers(work.tx, held.id));
  },
});

/** Closes an incident whose tickets are locked. */
export async function endAsking(work: Work, held: IncidentRow, members: TicketRow[]) {
  const status = must(nextIncident(held.status, "close"));
  const time = work.now.toISOString();
  for (const row of members) {
    if (row.closedAt !== null) continue;
    const closed = must(decide(toTicket(row), { verb: "confirm", outcome: "unconfirmed" }, time));
    await write(work, row, closed, { data: { incidentId: held.id } });
  }
  const change = { status, endedAt: work.now };
  const moved = await writeIncident(work, held, "incident_closed", change, {
    data: { ticketIds: members.map((row) => row.id) },
  });
  return { incidentId: moved.id, version: moved.version };
}

/**
 * It was not one failure, or the cut does not take place: its tickets are work of their own again, and all who were
 * told of it are told so. Refusals: STATE, STALE, REQUIRED (words).
 */
export const cancelIncident = command({
  name: "incident.cancel",
  input: z.strictObject({ ...one, ...residentWords(true) }),
  async run(work, input) {
    const held = await seen(work, "incident.cancel", input);
    const status = must(nextIncident(held.status, "cancel"));
    const members = await lockMembers(work.tx, held.id);
    const at: IncidentRow = { ...held, wordsZh: input.wordsZh, wordsEn: input.wordsEn, toldAt: work.now };
    const told = await tellHouseholds(work, at, "incident_cancelled");
    await keepUpdate(work, at, told);
    for (const row of members) {
      if (row.closedAt !== null) continue;
      await write(work, row, {
        kind: "fact",
        type: "detached",
        patch: outOfIncident,
        data: { incidentId: at.id, number: at.number },
      });
    }
    const { wordsZh, wordsEn, toldAt } = at;
    const change = { status, wordsZh, wordsEn, toldAt, endedAt: work.now, leadTicketId: null };
    const moved = await writeIncident(work, held, "incident_cancelled", change, {
      data: { told, ticketIds: members.map((row) => row.id) },
      words: `${wordsZh}\n${wordsEn}`,
    });
    return { incidentId: moved.id, version: moved.version, told };
  },
});

/** These reports are not one failure; they are proposed again only when more have come. */
export const dismissProposal = command({
  name: "incident.dismiss",
  input: z.strictObject({
    tickets: z
      .array(z.strictObject({ ticketId: id, version }))
      .min(2, "REQUIRED")
      .max(200, "TOO_LONG:200"),
    households: z.int().min(2).max(100_000),
  }),
  async run(work, input) {
    const rows = await seenAndFree(work, "incident.dismiss", input.tickets);
    const oldest = rows.reduce((a, b) => (b.receivedAt < a.receivedAt ? b : a));
    const said = { households: input.households, byId: personIdOf(work.actor), at: work.now };
    await work.tx
      .insert(incidentDismissal)
      .values({ siteId: oldest.siteId, ticketId: oldest.id, ...said })
      .onConflictDoUpdate({ target: [incidentDismissal.siteId, incidentDismissal.ticketId], set: said });
    const moved = await write(work, oldest, {
      kind: "fact",
      type: "not_one",
      patch: {},
      data: { households: input.households, tickets: rows.length },
    });
    return { ticketId: oldest.id, version: moved.version };
  },
});

async function seen(
  work: Work,
  operation: "incident.update" | "incident.fix" | "incident.close" | "incident.cancel",
  input: { incidentId: string; version: number },
): Promise<IncidentRow> {
  const held = await lockIncident(work.tx, work.actor, operation, input.incidentId);
  await demandSeenIncident(work, held, input.version);
  return held;
}

async function membersOf(work: Work, incidentId: string): Promise<string[]> {
  const rows = await work.tx.execute<{ id: string }>(
    sql`select id from ticket where incident_id = ${incidentId} order by id`,
  );
  return rows.map((row) => row.id);
}
