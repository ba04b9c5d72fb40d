import { eq } from "drizzle-orm";
import { z } from "zod";
import { site } from "#db/schema/site.ts";
import { ticket } from "#db/schema/ticket.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { isOpen } from "../../domain/ticket/status.ts";
import { windowWords } from "../../domain/ticket/wish.ts";
import { id, version } from "../input.ts";
import { tellTechnician } from "../notice/tellTechnician.ts";
import { command } from "../operation.ts";
import { append } from "../stream/append.ts";
import { lockTicket } from "./load.ts";
import { wishInput, wishOf } from "./said.ts";
import { demandSeen } from "./sinceSeen.ts";

/** Nobody comes any more, or somebody is there already: there is no time left to wish for. */
const tooLate = ["on_site", "paused", "done"];

/**
 * The people of the home, or the desk for them, change when somebody may come. Whoever holds the job sees it at once;
 * no promise moves; the event keeps the wish before, so that the first is never lost. `seen` is the ticket's version that was
 * read. Refusals: STATE once somebody is there, STALE where another has changed the wish since, BAD_TIME (wish).
 */
export const changeWish = command({
  name: "ticket.wish",
  input: z.strictObject({ ticketId: id, wish: wishInput, seen: version.optional() }),
  async run(work, input) {
    const row = await lockTicket(work.tx, work.actor, "ticket.wish", input.ticketId);
    if (!isOpen(row.status) || tooLate.includes(row.status))
      throw new Refused(refuse("STATE", { params: { status: row.status } }));
    if (input.seen !== undefined) await demandSeen(work, row, "wished", input.seen);
    const [at] = await work.tx.select({ timeZone: site.timeZone }).from(site).where(eq(site.id, row.siteId));
    const wish = wishOf(input.wish, work.now, at!.timeZone);
    const next = row.version + 1;
    await work.tx.update(ticket).set({ version: next, wish }).where(eq(ticket.id, row.id));
    await tellTechnician(work, row, row, "wished");
    await append(work, {
      siteId: row.siteId,
      ticketId: row.id,
      ticketVersion: next,
      type: "wished",
      data: {
        windows: windowWords(wish),
        callFirst: wish.callFirst ? 1 : 0,
        before: row.wish,
        ...(row.technicianId !== null && { technicianId: row.technicianId }),
      },
      patch: {},
    });
    return { ticketId: row.id, version: next, status: row.status };
  },
});
