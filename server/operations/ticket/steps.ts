import { eq } from "drizzle-orm";
import { z } from "zod";
import { assignment } from "#db/schema/ticket.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { leadMustRule } from "../../domain/ticket/decide.ts";
import { declineReasons, pauseReasons } from "../../domain/ticket/ticket.ts";
import { expectedAt } from "../dispatch/expected.ts";
import { instant, words } from "../input.ts";
import { clockAt } from "../notice/clockAt.ts";
import { tellReporter } from "../notice/tell.ts";
import { tellLeads } from "../notice/tellLeads.ts";
import { command, type Work } from "../operation.ts";
import { takenAlready } from "./again.ts";
import { apply, endAssignment } from "./apply.ts";
import { hold, stepInput } from "./hold.ts";
import type { TicketRow } from "./load.ts";
import { joinPause } from "./pausedAgain.ts";

/*
 * A technician's steps on a ticket that he holds. Each refuses with STATE when the lifecycle does not allow it now
 * and with NOT_YOURS_NOW when it has been given to somebody else meanwhile.
 */

/** How late "on his way" may come and still be worth a message, ms. */
const stillNews = 10 * 60_000;

function stamp(work: Work, row: TicketRow, columns: Partial<typeof assignment.$inferInsert>) {
  return work.tx.update(assignment).set(columns).where(eq(assignment.id, row.assignmentId!));
}

/** He takes the job. */
export const acceptJob = command({
  name: "ticket.accept",
  input: z.strictObject(stepInput),
  async run(work, input) {
    const { row, technicianId, seen, claim, at } = await hold(work, "ticket.accept", input);
    const taken = await takenAlready(work, row, seen, "accept");
    if (taken) return taken;
    const moved = await apply(work, row, seen, { verb: "accept", technicianId }, { data: claim, at });
    await stamp(work, row, { acceptedAt: at });
    return moved;
  },
});

/** He had not meant to take it, and says so within two minutes; the ticket is back on the desk and no decline is counted. */
export const handBackJob = command({
  name: "ticket.handBack",
  input: z.strictObject(stepInput),
  async run(work, input) {
    const held = await hold(work, "ticket.handBack", input);
    const { row, technicianId, seen, claim } = held;
    // Where his accepting was not believed of its time, the two minutes go by the office's.
    const at = held.at < row.statusSince ? work.now : held.at;
    const moved = await apply(work, row, seen, { verb: "handBack", technicianId }, { data: claim, at });
    await endAssignment(work, row.id, "handed_back");
    return moved;
  },
});

/** He cannot take it, and says why; the ticket is back on the desk. */
export const declineJob = command({
  name: "ticket.decline",
  input: z.strictObject({
    ...stepInput,
    reason: z.enum(declineReasons, { error: "REQUIRED" }),
    words: words(500, false).default(""),
  }),
  async run(work, input) {
    const { row, technicianId, seen, claim, at } = await hold(work, "ticket.decline", input);
    const no = { verb: "decline", technicianId, reason: input.reason } as const;
    const moved = await apply(work, row, seen, no, { data: claim, words: input.words, at });
    await endAssignment(work, row.id, "declined");
    if (leadMustRule({ declines: row.declines + 1 })) await tellLeads(work, row);
    return moved;
  },
});

/** He is on his way; the owner is told. */
export const departForJob = command({
  name: "ticket.depart",
  input: z.strictObject(stepInput),
  async run(work, input) {
    const { row, technicianId, seen, claim, at } = await hold(work, "ticket.depart", input);
    const taken = await takenAlready(work, row, seen, "depart");
    if (taken) return taken;
    const expected = await expectedAt(work.tx, row, technicianId, at);
    const data = { ...claim, expectedAt: expected.toISOString() };
    const moved = await apply(work, row, seen, { verb: "depart", technicianId }, { data, at });
    await stamp(work, row, { departedAt: at });
    // Heard of long after, "on his way" would only mislead.
    if (work.now.getTime() - at.getTime() <= stillNews)
      await tellReporter(work, row, "departed", { time: await clockAt(work.tx, row.siteId, expected) });
    return moved;
  },
});

/** He is at the door. */
export const arriveAtJob = command({
  name: "ticket.arrive",
  input: z.strictObject(stepInput),
  async run(work, input) {
    const { row, technicianId, seen, claim, at } = await hold(work, "ticket.arrive", input);
    const taken = await takenAlready(work, row, seen, "arrive");
    if (taken) return taken;
    const moved = await apply(work, row, seen, { verb: "arrive", technicianId }, { data: claim, at });
    await stamp(work, row, { arrivedAt: at });
    return moved;
  },
});

/**
 * Work waits, and for whose sake is typed; perhaps until when. An end that was ahead when he said it and has passed before
 * the office heard of it is kept as what he thought, and nobody is told to expect him then. Also refuses BAD_TIME for an
 * end that was past already.
 */
export const pauseWork = command({
  name: "ticket.pause",
  input: z.strictObject({
    ...stepInput,
    reason: z.enum(pauseReasons, { error: "REQUIRED" }),
    /** When he thinks to go on. */
    backAt: instant.optional(),
    words: words(500, false).default(""),
  }),
  async run(work, input) {
    const { row, technicianId, seen, claim, at } = await hold(work, "ticket.pause", input);
    const { reason, backAt } = input;
    const taken = await takenAlready(work, row, seen, "pause", reason);
    if (taken) return joinPause(work, row, taken, { reason, backAt, words: input.words, claim, at });
    // Of a clock that is not believed nobody knows whether it was past when he said it.
    if (backAt !== undefined && claim.claimedAt === undefined && backAt <= at.toISOString())
      throw new Refused(refuse("BAD_TIME", { field: "backAt" }));
    const ahead = backAt !== undefined && backAt > work.now.toISOString();
    const wait = { verb: "pause", technicianId, reason, ...(ahead && { backAt }) } as const;
    const data = { ...claim, ...(backAt !== undefined && !ahead && { thoughtBackAt: backAt }) };
    return apply(work, row, seen, wait, { data, words: input.words, at });
  },
});

/** The wait is over; the same technician goes on. */
export const resumeWork = command({
  name: "ticket.resume",
  input: z.strictObject(stepInput),
  async run(work, input) {
    const { row, technicianId, seen, claim, at } = await hold(work, "ticket.resume", input);
    const taken = await takenAlready(work, row, seen, "resume");
    if (taken) return taken;
    return apply(work, row, seen, { verb: "resume", technicianId }, { data: claim, at });
  },
});
