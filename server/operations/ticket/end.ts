import { z } from "zod";
import { Refused, refuse } from "../../domain/refusal.ts";
import { cancelReasons, turnDownReasons } from "../../domain/ticket/ticket.ts";
import { lockToEnd } from "../incident/leave.ts";
import { id, version, words } from "../input.ts";
import { tellFollowers, tellReporter } from "../notice/tell.ts";
import { command } from "../operation.ts";
import { decideNoRepair } from "../triage/learn.ts";
import { apply, endAssignment } from "./apply.ts";

/**
 * The repair is not wanted any more; possible until somebody works on it. Refusals: STATE, STALE; NOT_ALLOWED for the
 * link of an unknown caller once others have told of the same danger.
 */
export const cancelTicket = command({
  name: "ticket.cancel",
  input: z.strictObject({
    ticketId: id,
    version,
    reason: z.enum(cancelReasons, { error: "REQUIRED" }),
    words: words(500, false).default(""),
  }),
  async run(work, input) {
    const { row, leave } = await lockToEnd(work, "ticket.cancel", input.ticketId);
    // Others tell of this danger too: who told first, and whom nobody knows, does not call it off for them.
    if (work.actor.kind === "link" && row.reporterId === null && row.urgency === 1 && row.households > 1)
      throw new Refused(refuse("NOT_ALLOWED"));
    const moved = await apply(
      work,
      row,
      input.version,
      { verb: "cancel", reason: input.reason },
      { words: input.words, ...leave.with },
    );
    await leave.after();
    await endAssignment(work, row.id, "cancelled");
    await tellReporter(work, row, "cancelled");
    await tellFollowers(work, row, "followed_ended");
    return moved;
  },
});

/** Not the company's to repair; the reporter is told why, in words. Refusals: STATE, STALE, REQUIRED (words). */
export const turnDownTicket = command({
  name: "ticket.turnDown",
  input: z.strictObject({
    ticketId: id,
    version,
    reason: z.enum(turnDownReasons, { error: "REQUIRED" }),
    words: words(500),
  }),
  async run(work, input) {
    const { row, leave } = await lockToEnd(work, "ticket.turnDown", input.ticketId);
    if (input.reason === "not_a_repair") await decideNoRepair(work, row);
    const moved = await apply(
      work,
      row,
      input.version,
      { verb: "turnDown", reason: input.reason },
      { words: input.words, ...leave.with },
    );
    await leave.after();
    await tellReporter(work, row, "turned_down", { words: input.words });
    await tellFollowers(work, row, "followed_ended");
    return moved;
  },
});
