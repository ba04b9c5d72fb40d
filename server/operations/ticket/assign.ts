import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { fault } from "#db/schema/fault.ts";
import { staffRole } from "#db/schema/person.ts";
import { assignment } from "#db/schema/ticket.ts";
import { holds, personIdOf } from "../../domain/access/actor.ts";
import { keptOf, rankCandidates } from "../../domain/dispatch/candidate.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { jobOf, techniciansNow } from "../board/techniciansNow.ts";
import { id, version } from "../input.ts";
import { newId } from "../newId.ts";
import { tellReporter } from "../notice/tell.ts";
import { command } from "../operation.ts";
import { apply } from "./apply.ts";
import { lockTicket } from "./load.ts";

/**
 * Sends a technician to a ticket. The ticket's row lock lets one dispatcher through at a time and the partial unique
 * index stands behind it; the loser hears TICKET_TAKEN with who, whom and how long ago. NOT_ELIGIBLE (params.reason)
 * when he is off shift or lacks the skill or its certificate; what may be overruled is kept with the assignment.
 */
export const assignTechnician = command({
  name: "ticket.assign",
  input: z.strictObject({ ticketId: id, version, technicianId: id }),
  async run(work, input) {
    const row = await lockTicket(work.tx, work.actor, "ticket.assign", input.ticketId);
    const assignmentId = newId(work.now);
    const byLead = holds(work.actor, row.siteId, ["lead", "manager"]);
    const order = { verb: "assign", technicianId: input.technicianId, assignmentId, byLead } as const;
    if (row.technicianId === null) {
      // Before the event, whose lock on the site's stream should be short; a refusal takes it all back.
      await work.tx.insert(assignment).values({
        id: assignmentId,
        ticketId: row.id,
        technicianId: input.technicianId,
        assignedById: personIdOf(work.actor),
        assignedAt: work.now,
        reasons: await choose(work, row, input.technicianId),
      });
      await tellReporter(work, row, "assigned");
    }
    return apply(work, row, input.version, order);
  },
});

type Row = Awaited<ReturnType<typeof lockTicket>>;

/** Where he stood in the ranked list at that moment; refuses whoever must not be sent. */
export async function choose(work: Parameters<typeof apply>[0], row: Row, technicianId: string) {
  // Who says in this moment that he leaves is either seen here, or finds this job among what he gives back.
  await work.tx
    .select({ personId: staffRole.personId })
    .from(staffRole)
    .where(and(eq(staffRole.personId, technicianId), eq(staffRole.siteId, row.siteId)))
    .for("share");
  const [wanted] = await work.tx.select().from(fault).where(eq(fault.code, row.faultCode));
  const everybody = await techniciansNow(work.tx, row.siteId, { now: work.now, row });
  const ranked = rankCandidates(jobOf(wanted!, row), everybody, work.now.toISOString());
  const rank = ranked.findIndex((c) => c.technicianId === technicianId);
  const candidate = ranked[rank];
  if (candidate === undefined) throw new Refused(refuse("NOT_FOUND", { field: "technicianId" }));
  const reason = candidate.whyNot[0];
  if (!candidate.eligible && reason)
    throw new Refused(refuse("NOT_ELIGIBLE", { field: "technicianId", params: { reason } }));
  return keptOf(ranked, rank);
}
