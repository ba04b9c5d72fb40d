import { and, eq, inArray, or, sql } from "drizzle-orm";
import { z } from "zod";
import { ticketFollower } from "#db/schema/follower.ts";
import { incident } from "#db/schema/incident.ts";
import { ticket } from "#db/schema/ticket.ts";
import { holds, personIdOf } from "../../domain/access/actor.ts";
import { type OperationName, siteRoles } from "../../domain/access/policy.ts";
import { isRunning } from "../../domain/incident/incident.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { isOpen } from "../../domain/ticket/status.ts";
import type { Ticket } from "../../domain/ticket/ticket.ts";
import { unmergeOf } from "../../domain/ticket/undo.ts";
import { reopenAppointment, tellStanding } from "../appointment/carry.ts";
import { lockTickets } from "../incident/attach.ts";
import { countTicket, householdKeyOf } from "../incident/households.ts";
import { leaving } from "../incident/leave.ts";
import { id, version, words } from "../input.ts";
import { tellReporter } from "../notice/tell.ts";
import { command, type Work } from "../operation.ts";
import { apply, demandSeen, endAssignment, write } from "./apply.ts";
import type { TicketRow } from "./load.ts";
import { moveAssignment, storyOf } from "./undo.ts";

/**
 * One ticket is a duplicate of another: it ends, its household and those that follow it follow the other, and its
 * reporter is told. Of A into B and B into A at once exactly one goes through. Refusals: MERGE_LOOP (itself, or one
 * that was merged into it), STATE (the other has ended, or this one is past it), STALE, NOT_FOUND.
 */
export const mergeTicket = command({
  name: "ticket.merge",
  input: z.strictObject({ ticketId: id, version, intoId: id, words: words(500, false).default("") }),
  async run(work, input) {
    if (input.ticketId === input.intoId) throw new Refused(refuse("MERGE_LOOP", { field: "intoId" }));
    const { row, other, incidents } = await lockBoth(work, "ticket.merge", input.ticketId, input.intoId);
    if (other.duplicateOfId === row.id) throw new Refused(refuse("MERGE_LOOP", { field: "intoId" }));
    if (!isOpen(other.status) || other.status === "done")
      throw new Refused(refuse("STATE", { field: "intoId", params: { status: other.status } }));
    const leave = await leaving(work, row, incidents.get(row.incidentId ?? "") ?? null);
    const hers = await householdsOf(work, row);
    const added = await follow(work, other, row, hers);
    await endAssignment(work, row.id, "withdrawn");
    await tellReporter(work, row, "merged", { other: other.number });
    const under = incidents.get(other.incidentId ?? "");
    const moved = await apply(
      work,
      row,
      input.version,
      { verb: "merge", intoId: other.id },
      { words: input.words, ...leave.with },
    );
    await leave.after();
    const taken = await write(work, other, {
      kind: "fact",
      type: "absorbed",
      patch: { households: other.households + added },
      data: { fromId: row.id, number: row.number },
    });
    if (under && isRunning(under.status)) await countTicket(work, under, other);
    return { ...moved, into: { ticketId: other.id, version: taken.version } };
  },
});

/**
 * The merging was wrong: its household and its followers no longer follow the other, nor what that one was merged into
 * since. Taken back at once by whoever did it, the ticket is what it was, with whoever had it; later, or where he cannot go
 * any more, it stands in the queue. Refusals: STATE, STALE, NOT_FOUND.
 */
export const unmergeTicket = command({
  name: "ticket.unmerge",
  input: z.strictObject({ ticketId: id, version, words: words(500, false).default("") }),
  async run(work, input) {
    const [peek] = await work.tx
      .select({ intoId: ticket.duplicateOfId })
      .from(ticket)
      .where(eq(ticket.id, input.ticketId));
    const chain = await chainOf(work, peek?.intoId ?? null);
    const rows = await lockTickets(work.tx, [input.ticketId, ...chain]);
    const row = reachable(work, "ticket.unmerge", rows, input.ticketId);
    if (row.duplicateOfId === null || row.duplicateOfId !== chain[0])
      throw new Refused(refuse("STATE", { params: { status: row.status } }));
    const { told, story } = await storyOf(work, row.id);
    const merged = told.findLast((each) => each.type === "merged");
    const to = merged?.data.statusBefore === "received" ? "received" : "triaged";
    await demandSeen(work, row, input.version, { verb: "unmerge", to });
    const gone: Array<{ other: TicketRow; homes: number }> = [];
    let through = row.id;
    let homes: string[] | null = null;
    for (const step of chain) {
      const mine = and(eq(ticketFollower.ticketId, step), eq(ticketFollower.throughId, through));
      const left: Array<{ placeId: string }> = await work.tx
        .delete(ticketFollower)
        .where(homes === null ? mine : and(mine, inArray(ticketFollower.placeId, homes)))
        .returning({ placeId: ticketFollower.placeId });
      gone.push({ other: rows.find((one) => one.id === step)!, homes: left.length });
      homes = left.map((home) => home.placeId);
      through = step;
      if (homes.length === 0) break;
    }
    const again = unmergeOf(story, personIdOf(work.actor) ?? "", work.now.toISOString());
    const whole = again !== null && (await givenBack(work, row, again.before)) ? again : null;
    await tellReporter(work, row, "unmerged");
    const reopened = whole && (await reopenAppointment(work, row.id, merged!.at));
    const moved =
      whole === null
        ? await apply(work, row, input.version, { verb: "unmerge", to }, { words: input.words })
        : await write(
            work,
            row,
            {
              kind: "fact",
              type: "undone",
              patch: whole.patch,
              data: { of: whole.of, undid: "merged", status: whole.before.status },
            },
            { words: input.words },
          );
    if (reopened !== null) await tellStanding(work, row);
    for (const { other, homes: count } of gone)
      await write(work, other, {
        kind: "fact",
        type: "released",
        patch: { households: Math.max(1, other.households - count) },
        data: { fromId: row.id, number: row.number },
      });
    return moved;
  },
});

/** Has whoever had it before the merging, if anybody, got it again? Not where he may not go any more. */
async function givenBack(work: Work, row: TicketRow, before: Ticket): Promise<boolean> {
  try {
    await moveAssignment(work, row, before);
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

async function lockBoth(work: Work, operation: OperationName, ticketId: string, otherId: string) {
  const { tx } = work;
  const ids = [ticketId, otherId];
  const peeked = await tx.select({ id: ticket.incidentId }).from(ticket).where(inArray(ticket.id, ids));
  const wanted = [...new Set(peeked.flatMap((one) => one.id ?? []))];
  const held =
    wanted.length === 0
      ? []
      : await tx
          .select()
          .from(incident)
          .where(inArray(incident.id, wanted))
          .orderBy(incident.id)
          .for("update");
  // Those that wait with it are needed when it leaves them: all are taken by id at once.
  const running = held.filter((one) => isRunning(one.status)).map((one) => one.id);
  const rows = await tx
    .select()
    .from(ticket)
    .where(or(inArray(ticket.id, ids), inArray(ticket.incidentId, running)))
    .orderBy(ticket.id)
    .for("update");
  const row = reachable(work, operation, rows, ticketId);
  const other = reachable(work, operation, rows, otherId);
  if (row.siteId !== other.siteId) throw new Refused(refuse("NOT_FOUND", { field: "intoId" }));
  for (const one of [row, other])
    if (one.incidentId !== null && !wanted.includes(one.incidentId)) throw new Refused(refuse("STALE"));
  return { row, other, incidents: new Map(held.map((one) => [one.id, one])) };
}

function reachable(work: Work, operation: OperationName, rows: TicketRow[], wanted: string): TicketRow {
  const row = rows.find((one) => one.id === wanted);
  if (row === undefined || !holds(work.actor, row.siteId, siteRoles(operation)))
    throw new Refused(refuse("NOT_FOUND"));
  return row;
}

/** The reporter's home and those that follow, with who is told there. */
async function householdsOf(work: Work, row: TicketRow) {
  const followers = await work.tx
    .select({ placeId: ticketFollower.placeId, personId: ticketFollower.personId })
    .from(ticketFollower)
    .where(eq(ticketFollower.ticketId, row.id));
  const { placeId } = await householdKeyOf(work.tx, row);
  if (placeId === null || row.reporterId === null) return followers;
  return [{ placeId, personId: row.reporterId }, ...followers.filter((home) => home.placeId !== placeId)];
}

async function follow(
  work: Work,
  other: TicketRow,
  row: TicketRow,
  homes: Array<{ placeId: string; personId: string }>,
): Promise<number> {
  const own = (await householdKeyOf(work.tx, other)).placeId;
  const strangers = homes.filter((home) => home.placeId !== own);
  if (strangers.length === 0) return 0;
  const added = await work.tx
    .insert(ticketFollower)
    .values(strangers.map((home) => ({ ...home, ticketId: other.id, since: work.now, throughId: row.id })))
    .onConflictDoNothing()
    .returning({ placeId: ticketFollower.placeId });
  return added.length;
}

/** What a ticket was merged into, and what that was merged into, to the end. */
async function chainOf(work: Work, first: string | null): Promise<string[]> {
  if (first === null) return [];
  const rows = await work.tx.execute<{ id: string }>(sql`
    with recursive chain as (
      select id, duplicate_of_id, 1 as step from ticket where id = ${first}
      union all
      select t.id, t.duplicate_of_id, chain.step + 1 from ticket t join chain on t.id = chain.duplicate_of_id
      where chain.step < 50
    ) select id from chain order by step`);
  return rows.map((one) => one.id);
}
