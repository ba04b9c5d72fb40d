import { z } from "zod";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id, version, words } from "../input.ts";
import { tellFollowers } from "../notice/tell.ts";
import { command } from "../operation.ts";
import { apply } from "./apply.ts";
import { lockTicket } from "./load.ts";

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
    const row = await lockTicket(work.tx, work.actor, "ticket.answer", input.ticketId);
    if (input.outcome === "solved") {
      return apply(work, row, input.version, { verb: "confirm", outcome: "solved" }, { words: input.words });
    }
    if (input.words === "") throw new Refused(refuse("REQUIRED", { field: "words" }));
    const again = { verb: "reopen", outcome: input.outcome } as const;
    const moved = await apply(work, row, input.version, again, { words: input.words });
    await tellFollowers(work, row, "followed_back");
    return moved;
  },
});
