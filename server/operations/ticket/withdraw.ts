import { z } from "zod";
import { withdrawReasons } from "../../domain/ticket/ticket.ts";
import { id, version, words } from "../input.ts";
import { command } from "../operation.ts";
import { apply, endAssignment } from "./apply.ts";
import { lockTicket } from "./load.ts";

/**
 * Takes a dispatched ticket back from its technician, with a typed reason. A paused one goes on at once, unless
 * `keepPause`: then its pause goes on with nobody holding it. Refusals: STATE, STALE.
 */
export const withdrawAssignment = command({
  name: "ticket.withdraw",
  input: z.strictObject({
    ticketId: id,
    version,
    reason: z.enum(withdrawReasons, { error: "REQUIRED" }),
    keepPause: z.boolean().optional(),
    words: words(500, false).default(""),
  }),
  async run(work, input) {
    const row = await lockTicket(work.tx, work.actor, "ticket.withdraw", input.ticketId);
    const moved = await apply(
      work,
      row,
      input.version,
      { verb: input.keepPause ? "vacate" : "withdraw", reason: input.reason },
      { words: input.words },
    );
    await endAssignment(work, row.id, "withdrawn");
    return moved;
  },
});
