import { z } from "zod";
import { Refused, refuse } from "../../domain/refusal.ts";
import { isOpen } from "../../domain/ticket/status.ts";
import { demandHolder } from "../appointment/asHolder.ts";
import { id, instant, words } from "../input.ts";
import { command } from "../operation.ts";
import { write } from "./apply.ts";
import { claimOf } from "./hold.ts";
import { lockTicket } from "./load.ts";

/**
 * Somebody of the company has spoken to the owner, or tried to: the first time that they are reached stops the contact
 * clock, an attempt without an answer is only on record. A technician's phone may tell of it later; it is believed of when
 * it was as any step is. Refusals: NOT_YOURS_NOW, STATE once the work is done or has ended.
 */
export const contactOwner = command({
  name: "ticket.contact",
  input: z.strictObject({
    ticketId: id,
    reached: z.boolean(),
    words: words(300, false).default(""),
    doneAt: instant.optional(),
  }),
  async run(work, input) {
    const row = await lockTicket(work.tx, work.actor, "ticket.contact", input.ticketId);
    demandHolder(work.actor, row);
    const claim = await claimOf(work, input);
    const at = claim.doneAt === undefined ? work.now : new Date(claim.doneAt);
    if (!isOpen(row.status) || row.status === "done")
      throw new Refused(refuse("STATE", { params: { status: row.status } }));
    return write(
      work,
      row,
      {
        kind: "fact",
        type: "contacted",
        patch: {},
        data: { reached: input.reached ? "yes" : "no" },
      },
      { words: input.words, data: claim, at },
    );
  },
});
