import { z } from "zod";
import { Refused, refuse } from "../../domain/refusal.ts";
import { answerFor } from "../incident/answer.ts";
import { outOfIncident } from "../incident/attach.ts";
import { lockMembers, lockWithIncident } from "../incident/load.ts";
import { id, version, words } from "../input.ts";
import { tellFollowers } from "../notice/tell.ts";
import { command } from "../operation.ts";
import { apply } from "./apply.ts";

/**
 * The owner's verdict on finished work. Solved closes; partly and not solved bring it back to the desk with what is
 * still wrong, in words, and fresh promises. Refusals: STATE, STALE, REQUIRED (words, unless solved).
 */
export const answerSolved = command({
  name: "ticket.answer",
  input: z.strictObject({
    ticketId: id,
    version,
    outcome: z.enum(["solved", "partly", "not_solved"], { error: "REQUIRED" }),
    words: words(1000, false).default(""),
  }),
  async run(work, input) {
    const { row, incident: at } = await lockWithIncident(work, "ticket.answer", input.ticketId);
    const mind = row.status === "closed" && input.outcome !== "solved";
    if (at !== null && at.status === "asking" && (row.status === "done" || mind)) {
      if (input.outcome !== "solved" && input.words === "")
        throw new Refused(refuse("REQUIRED", { field: "words" }));
      return answerFor(work, at, row, input.outcome, input.words, await lockMembers(work.tx, at.id));
    }
    if (input.outcome === "solved") {
      return apply(work, row, input.version, { verb: "confirm", outcome: "solved" }, { words: input.words });
    }
    if (input.words === "") throw new Refused(refuse("REQUIRED", { field: "words" }));
    const again = { verb: "reopen", outcome: input.outcome } as const;
    const moved = await apply(work, row, input.version, again, {
      words: input.words,
      // What comes back after its incident has ended is work of its own.
      ...(at !== null && at.status !== "open" && { patch: outOfIncident }),
    });
    await tellFollowers(work, row, "followed_back");
    return moved;
  },
});
