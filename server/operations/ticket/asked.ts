import { eq } from "drizzle-orm";
import { z } from "zod";
import { ticket } from "#db/schema/ticket.ts";
import { keepCall, namedCall } from "../hotline/record.ts";
import { id, words } from "../input.ts";
import { command } from "../operation.ts";
import { append } from "../stream/append.ts";
import { lockTicket } from "./load.ts";

/**
 * The desk puts on record that somebody called about a repair, in whatever state it is; it changes nothing. For one
 * that is still owed there is `urge`. Refusals: NOT_FOUND.
 */
export const recordQuestion = command({
  name: "ticket.asked",
  input: z.strictObject({ ticketId: id, callId: id.optional(), words: words(300, false).default("") }),
  async run(work, input) {
    const row = await lockTicket(work.tx, work.actor, "ticket.asked", input.ticketId);
    const call = await namedCall(work, input.callId);
    const version = row.version + 1;
    await work.tx.update(ticket).set({ version }).where(eq(ticket.id, row.id));
    await keepCall(work, call, row.id, "asked", row.reporterId);
    await append(work, {
      siteId: row.siteId,
      ticketId: row.id,
      ticketVersion: version,
      type: "asked",
      data: {
        ...(call !== null && { callId: call.id }),
        ...(row.technicianId !== null && { technicianId: row.technicianId }),
      },
      patch: {},
      words: input.words,
    });
    return { ticketId: row.id, version, status: row.status };
  },
});
