import { and, asc, eq, inArray } from "drizzle-orm";
import { ticket } from "#db/schema/ticket.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { bookable } from "../../domain/appointment/appointment.ts";
import { freeSlots } from "../../domain/appointment/slots.ts";
import { nothing } from "../input.ts";
import { query } from "../operation.ts";
import { timesFor } from "./free.ts";

/** Most jobs, and most windows of each, that a phone keeps for where there is no network. */
const mostJobs = 20;
const mostWindows = 24;

/**
 * When the caller could come, for each of the jobs in his hands for which a time can be offered: what his phone keeps, so
 * that he can choose without network. `now` is when that was so.
 */
export const mySlots = query({
  name: "appointment.mine",
  input: nothing,
  async run({ db, actor, now }) {
    const me = personIdOf(actor) ?? "";
    const rows = await db
      .select()
      .from(ticket)
      .where(and(eq(ticket.technicianId, me), inArray(ticket.status, [...bookable])))
      .orderBy(asc(ticket.dueAt), asc(ticket.id))
      .limit(mostJobs);
    const timeFor = await timesFor(db, rows, me, now);
    const jobs = rows.map(({ id }) => ({
      ticketId: id,
      free: freeSlots(timeFor(id)).slice(0, mostWindows),
    }));
    return { now: now.toISOString(), jobs };
  },
});
