import { eq } from "drizzle-orm";
import { z } from "zod";
import { assignment } from "#db/schema/ticket.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import type { OperationName } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { declineReasons, pauseReasons } from "../../domain/ticket/ticket.ts";
import { id, instant, version, words } from "../input.ts";
import { tellReporter } from "../notice/tell.ts";
import { command, type Work } from "../operation.ts";
import { apply, endAssignment } from "./apply.ts";
import { lockTicket, type TicketRow } from "./load.ts";

/**
 * A technician's steps on a ticket that he holds. Each refuses with STATE when the lifecycle does not allow it now
 * and with NOT_YOURS_NOW when it has been given to somebody else meanwhile.
 */
const ticketAndVersion = { ticketId: id, version };

async function hold(work: Work, operation: OperationName, ticketId: string) {
  const row = await lockTicket(work.tx, work.actor, operation, ticketId);
  return { row, technicianId: personIdOf(work.actor) ?? "" };
}

function stamp(work: Work, row: TicketRow, columns: Partial<typeof assignment.$inferInsert>) {
  return work.tx.update(assignment).set(columns).where(eq(assignment.id, row.assignmentId!));
}

/** He takes the job. */
export const acceptJob = command({
  name: "ticket.accept",
  input: z.strictObject(ticketAndVersion),
  async run(work, input) {
    const { row, technicianId } = await hold(work, "ticket.accept", input.ticketId);
    const moved = await apply(work, row, input.version, { verb: "accept", technicianId });
    await stamp(work, row, { acceptedAt: work.now });
    return moved;
  },
});

/** He cannot take it, and says why; the ticket is back on the desk. */
export const declineJob = command({
  name: "ticket.decline",
  input: z.strictObject({
    ...ticketAndVersion,
    reason: z.enum(declineReasons, { error: "REQUIRED" }),
    words: words(500, false).default(""),
  }),
  async run(work, input) {
    const { row, technicianId } = await hold(work, "ticket.decline", input.ticketId);
    const no = { verb: "decline", technicianId, reason: input.reason } as const;
    const moved = await apply(work, row, input.version, no, { words: input.words });
    await endAssignment(work, row.id, "declined");
    return moved;
  },
});

/** He is on his way; the owner is told. */
export const departForJob = command({
  name: "ticket.depart",
  input: z.strictObject(ticketAndVersion),
  async run(work, input) {
    const { row, technicianId } = await hold(work, "ticket.depart", input.ticketId);
    const moved = await apply(work, row, input.version, { verb: "depart", technicianId });
    await stamp(work, row, { departedAt: work.now });
    await tellReporter(work, row, "departed");
    return moved;
  },
});

/** He is at the door. */
export const arriveAtJob = command({
  name: "ticket.arrive",
  input: z.strictObject(ticketAndVersion),
  async run(work, input) {
    const { row, technicianId } = await hold(work, "ticket.arrive", input.ticketId);
    const moved = await apply(work, row, input.version, { verb: "arrive", technicianId });
    await stamp(work, row, { arrivedAt: work.now });
    return moved;
  },
});

/** Work waits, and for whose sake is typed; perhaps until when. Also refuses BAD_TIME for an end that is past. */
export const pauseWork = command({
  name: "ticket.pause",
  input: z.strictObject({
    ...ticketAndVersion,
    reason: z.enum(pauseReasons, { error: "REQUIRED" }),
    /** When he thinks to go on. */
    backAt: instant.optional(),
    words: words(500, false).default(""),
  }),
  async run(work, input) {
    const { row, technicianId } = await hold(work, "ticket.pause", input.ticketId);
    if (input.backAt !== undefined && input.backAt <= work.now.toISOString())
      throw new Refused(refuse("BAD_TIME", { field: "backAt" }));
    return apply(
      work,
      row,
      input.version,
      { verb: "pause", technicianId, reason: input.reason, backAt: input.backAt },
      { words: input.words },
    );
  },
});

/** The wait is over; the same technician goes on. */
export const resumeWork = command({
  name: "ticket.resume",
  input: z.strictObject(ticketAndVersion),
  async run(work, input) {
    const { row, technicianId } = await hold(work, "ticket.resume", input.ticketId);
    return apply(work, row, input.version, { verb: "resume", technicianId });
  },
});
