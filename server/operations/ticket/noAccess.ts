import { and, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { event } from "#db/schema/event.ts";
import { assignment, photo } from "#db/schema/ticket.ts";
import { afterNoAccess, needsPicture, noAccessReasons } from "../../domain/appointment/noAccess.ts";
import { freeSlots } from "../../domain/appointment/slots.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { believe } from "../../domain/ticket/claim.ts";
import { putAppointment } from "../appointment/agree.ts";
import { lockTime, timeOf } from "../appointment/free.ts";
import { tellOwner } from "../appointment/tell.ts";
import { endAppointment, openAppointment } from "../appointment/visit.ts";
import { id, instant, words } from "../input.ts";
import { command, type Work } from "../operation.ts";
import { apply, endAssignment, type Moved, write } from "./apply.ts";
import { hold, stepInput } from "./hold.ts";
import { lockRow, type Reader, type TicketRow } from "./load.ts";

/**
 * He stood at the door and could not begin: why, the door in a picture, when, and the calls he made from there. The work
 * waits for the owner, who gets a link to choose another time with him unless one was agreed since; where a person has to sort it out, or it was in
 * vain before, it goes to the desk instead. Nothing is charged. Refusals: STATE, NOT_YOURS_NOW, STALE, REQUIRED
 * (photoIds), NOT_FOUND (a photo).
 */
export const noAccess = command({
  name: "ticket.noAccess",
  input: z.strictObject({
    ...stepInput,
    reason: z.enum(noAccessReasons, { error: "REQUIRED" }),
    photoIds: z.array(id).max(6, "PHOTO_COUNT:6").default([]),
    /** When he called from the door, by his phone. */
    calls: z.array(instant).max(20).default([]),
    words: words(300, false).default(""),
  }),
  async run(work, input) {
    const { row, technicianId, seen, claim, at } = await hold(work, "ticket.noAccess", input);
    const { reason, photoIds } = input;
    if (photoIds.length === 0 && needsPicture(reason))
      throw new Refused(refuse("REQUIRED", { field: "photoIds" }));
    const inVain = (await visitsInVain(work.tx, row.id)) + 1;
    const { calls, claimed } = await callsBelieved(work, row, input.calls);
    const waits = { verb: "noAccess", technicianId, reason, photos: photoIds.length } as const;
    const again = await agreedSince(work, row.id, at);
    if (again === null) await endAppointment(work, row.id, "no_access");
    const moved = await apply(work, row, seen, waits, {
      ...(again && { patch: { backAt: again } }),
      data: {
        ...claim,
        visit: inVain,
        photos: photoIds.length,
        calls: calls.length,
        ...(calls.length > 0 && { calledAt: calls.join(",") }),
        ...(claimed.length > 0 && { claimedCalls: claimed.join(",") }),
      },
      words: input.words,
      at,
    });
    if (row.status === "en_route")
      await work.tx.update(assignment).set({ arrivedAt: at }).where(eq(assignment.id, row.assignmentId!));
    await keepProof(work, row.id, technicianId, photoIds);
    await lockTime(work.tx, technicianId);
    const waiting = await lockRow(work.tx, row.id);
    const free = freeSlots(await timeOf(work.tx, waiting, technicianId, work.now));
    const then = afterNoAccess(reason, inVain, free);
    if (then.to === "desk") return toDesk(work, waiting, moved);
    if (again !== null) return moved;
    const appointmentId = await putAppointment(work, waiting, { why: "no_access", windows: then.windows });
    await tellOwner(work, waiting, "no_access");
    return write(work, waiting, {
      kind: "fact",
      type: "appointment_offered",
      patch: {},
      data: { appointmentId, windows: then.windows.length, earliest: then.windows[0]!.from },
    });
  },
});

/**
 * When somebody comes by what was agreed after he stood at the door, ISO, where the office hears of the door only now: the
 * owner is not asked again. Null: nothing was.
 */
async function agreedSince({ tx, now }: Work, ticketId: string, at: Date): Promise<string | null> {
  const open = await openAppointment(tx, ticketId);
  if (open === null || open.chosenAt === null || open.chosenFrom === null) return null;
  return open.chosenAt > at && open.chosenFrom > now ? open.chosenFrom.toISOString() : null;
}

/** A person has to speak with the owner: the ticket is back on the desk, and the owner hears that somebody will call. */
async function toDesk(work: Work, row: TicketRow, moved: Moved): Promise<Moved> {
  await tellOwner(work, row, "no_access_desk");
  const back = await apply(work, row, moved.version, { verb: "withdraw", reason: "no_access" });
  await endAssignment(work, row.id, "handed_back");
  return back;
}

/** The calls that he can have made on this way or at this door, and those of which nobody can believe when they were. */
async function callsBelieved({ tx, now }: Work, row: TicketRow, said: readonly string[]) {
  const [his] =
    row.assignmentId === null
      ? []
      : await tx
          .select({ from: sql<Date>`coalesce(${assignment.departedAt}, ${assignment.assignedAt})` })
          .from(assignment)
          .where(eq(assignment.id, row.assignmentId));
  const from = new Date(his?.from ?? row.statusSince).toISOString();
  const all = said.map((each) => ({ each, at: believe(each, from, now.toISOString()).doneAt }));
  return {
    calls: all.flatMap(({ at }) => at ?? []).sort(),
    claimed: all.filter(({ at }) => at === undefined).map(({ each }) => each),
  };
}

/** How often somebody stood at this door in vain since the work was last begun anew. */
async function visitsInVain(db: Reader, ticketId: string): Promise<number> {
  const rows = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(event)
    .where(
      and(
        eq(event.ticketId, ticketId),
        eq(event.type, "no_access"),
        gt(
          event.ticketVersion,
          sql`coalesce((select max(e.ticket_version) from event e
            where e.ticket_id = ${ticketId} and e.type in ('reopened', 'completed')), 0)`,
        ),
      ),
    );
  return rows[0]?.count ?? 0;
}

async function keepProof(work: Work, ticketId: string, technicianId: string, photoIds: string[]) {
  if (photoIds.length === 0) return;
  const kept = await work.tx
    .update(photo)
    .set({ ticketId, kind: "door" })
    .where(and(inArray(photo.id, photoIds), eq(photo.uploaderId, technicianId), isNull(photo.ticketId)))
    .returning({ id: photo.id });
  if (kept.length !== photoIds.length) throw new Refused(refuse("NOT_FOUND", { field: "photoIds" }));
}
