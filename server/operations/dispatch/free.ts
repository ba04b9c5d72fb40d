import { and, eq, notInArray } from "drizzle-orm";
import { assignment } from "#db/schema/ticket.ts";
import { freeOf } from "../../domain/alarm/shortfall.ts";
import { type Candidate, type Job, rankCandidates } from "../../domain/dispatch/candidate.ts";
import { techniciansNow } from "../board/techniciansNow.ts";
import type { Reader, TicketRow } from "../ticket/load.ts";

/** Ends after which he may be sent again as if he had never had it: what was undone has not happened. */
const asIfNever = ["done", "cancelled", "undone"] as const;

/**
 * Those of a site as dispatch weighs them for a ticket, and whom of them a machine would send, best first: nothing
 * speaks against him, and he has not had it and lost it. `rules`: only who may matters, not in which order; what merely
 * orders them is dear to ask.
 */
export async function freeFor(
  db: Reader,
  row: Pick<TicketRow, "id" | "siteId" | "placeId">,
  job: Job,
  now: Date,
  weigh: "all" | "rules" = "all",
): Promise<{ ranked: Candidate[]; free: string[] }> {
  const [everybody, had] = await Promise.all([
    techniciansNow(db, row.siteId, { now, row, weigh }),
    db
      .select({ technicianId: assignment.technicianId })
      .from(assignment)
      .where(and(eq(assignment.ticketId, row.id), notInArray(assignment.endReason, [...asIfNever]))),
  ]);
  const ranked = rankCandidates(job, everybody, now.toISOString());
  return {
    ranked,
    free: freeOf(
      ranked,
      had.map((each) => each.technicianId),
    ),
  };
}
