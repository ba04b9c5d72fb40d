import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import { event } from "#db/schema/event.ts";
import { assignment } from "#db/schema/ticket.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { skills } from "../../domain/catalogue/skill.ts";
import { isRefusal, Refused } from "../../domain/refusal.ts";
import type { TicketEventType } from "../../domain/ticket/event.ts";
import type { Ticket } from "../../domain/ticket/ticket.ts";
import { type Undoable, undoOf } from "../../domain/ticket/undo.ts";
import { reopenAppointment, tellStanding } from "../appointment/carry.ts";
import { id, version } from "../input.ts";
import { tellFollowers, tellReporter } from "../notice/tell.ts";
import { command, type Work } from "../operation.ts";
import { takeBackRuling } from "../triage/learn.ts";
import { endAssignment, explain, write } from "./apply.ts";
import { choose } from "./assign.ts";
import { lockTicket, type TicketRow } from "./load.ts";
import { setNeededSkill } from "./triage.ts";

/**
 * Whoever did it takes back a deed of the desk within two minutes, unless somebody has acted on it: an event of its own,
 * which restores what the deed changed. Everybody whom the deed was told hears of it. `version` is the deed's own.
 * Refusals: NOT_UNDOABLE, UNDO_LATE (params.minutes), STALE, NOT_ELIGIBLE when the technician to whom a job would go
 * back has left meanwhile.
 */
export const undoDeed = command({
  name: "ticket.undo",
  input: z.strictObject({ ticketId: id, version }),
  async run(work, input) {
    const locked = await lockTicket(work.tx, work.actor, "ticket.undo", input.ticketId);
    const { told, story } = await storyOf(work, locked.id);
    const undone = undoOf(story, input.version, personIdOf(work.actor) ?? "", work.now.toISOString());
    if (isRefusal(undone)) throw new Refused(await explain(work, locked, undone));
    const { undid, patch, before } = undone;
    const deed = told.find((each) => each.ticketVersion === input.version)!;
    const trade = skills.find((each) => each === deed.data.neededSkillBefore);
    const row = trade === undefined ? locked : await setNeededSkill(work, locked, trade);
    await moveAssignment(work, row, before);
    if (undid === "triaged" || undid === "turned_down") await takeBackRuling(work, row.id);
    await tellAgain(work, row, undid);
    const reopened = await reopenAppointment(work, row.id, deed.at);
    const moved = await write(work, row, {
      kind: "fact",
      type: "undone",
      patch,
      data: { of: input.version, undid, status: patch.status ?? row.status },
    });
    if (reopened !== null) await tellStanding(work, row);
    return { ...moved, undid };
  },
});

/** The events of a ticket, oldest first, and what taking one back has to know of them. */
export async function storyOf(work: Work, ticketId: string) {
  const told = await work.tx
    .select()
    .from(event)
    .where(eq(event.ticketId, ticketId))
    .orderBy(asc(event.ticketVersion));
  const story = told.map((each) => ({
    type: each.type as TicketEventType,
    ticketId,
    siteId: each.siteId,
    ticketVersion: each.ticketVersion,
    at: each.at.toISOString(),
    by: each.actor.id,
    patch: each.patch as Partial<Ticket>,
    undid: each.type === "undone" && typeof each.data.of === "number" ? each.data.of : null,
  }));
  return { told, story };
}

/** He who has it now has it no more; he who had it has it again, as far along as he was. Refusals: NOT_ELIGIBLE, NOT_FOUND. */
export async function moveAssignment(work: Work, row: TicketRow, before: Ticket): Promise<void> {
  if (row.assignmentId === before.assignmentId) return;
  if (row.assignmentId !== null) await endAssignment(work, row.id, "undone");
  if (before.assignmentId === null || before.technicianId === null) return;
  await choose(work, row, before.technicianId, { by: "undo" });
  await work.tx
    .update(assignment)
    .set({ endedAt: null, endReason: null })
    .where(eq(assignment.id, before.assignmentId));
}

async function tellAgain(work: Work, row: TicketRow, undid: Undoable): Promise<void> {
  const ended = undid === "cancelled" || undid === "turned_down";
  if (ended || undid === "assigned") await tellReporter(work, row, "reopened");
  if (ended) await tellFollowers(work, row, "followed_back");
}
