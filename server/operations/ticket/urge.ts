import { eq } from "drizzle-orm";
import { z } from "zod";
import { ticket } from "#db/schema/ticket.ts";
import { Refused } from "../../domain/refusal.ts";
import { urgeRefusal } from "../../domain/ticket/urge.ts";
import { keepCall, namedCall } from "../hotline/record.ts";
import { id, words } from "../input.ts";
import { tellTechnician } from "../notice/tellTechnician.ts";
import { command } from "../operation.ts";
import { append } from "../stream/append.ts";
import { lockTicket } from "./load.ts";

/**
 * Somebody asks where a repair stays: the people of the home, or the desk for a caller. It changes no state; the board
 * shows it, and the answer is the promise as it stands. Refusals: STATE, WAIT (params.seconds) for the people of the home.
 */
export const urgeTicket = command({
  name: "ticket.urge",
  input: z.strictObject({
    ticketId: id,
    words: words(300, false).default(""),
    /** The call in which it was asked. */
    callId: id.optional(),
  }),
  async run(work, input) {
    const row = await lockTicket(work.tx, work.actor, "ticket.urge", input.ticketId);
    const byDesk = work.actor.kind === "staff";
    const no = urgeRefusal(row, row.urgedAt?.toISOString() ?? null, byDesk, work.now.toISOString());
    if (no) throw new Refused(no);
    const call = await namedCall(work, input.callId);
    await keepCall(work, call, row.id, "asked", row.reporterId);
    const version = row.version + 1;
    const urges = row.urges + 1;
    await work.tx
      .update(ticket)
      .set({ version, urges, ...(!byDesk && { urgedAt: work.now }) })
      .where(eq(ticket.id, row.id));
    await tellTechnician(work, row, row, "urged");
    await append(work, {
      siteId: row.siteId,
      ticketId: row.id,
      ticketVersion: version,
      type: "urged",
      data: {
        urges,
        ...(call !== null && { callId: call.id }),
        ...(row.technicianId !== null && { technicianId: row.technicianId }),
      },
      patch: { urges },
      words: input.words,
    });
    return { ticketId: row.id, version, status: row.status, dueAt: row.dueAt?.toISOString() ?? null };
  },
});
