import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { fault } from "#db/schema/fault.ts";
import { staffRole, technician } from "#db/schema/person.ts";
import { assignment } from "#db/schema/ticket.ts";
import { holds, personIdOf } from "../../domain/access/actor.ts";
import { keptOf, rankCandidates } from "../../domain/dispatch/candidate.ts";
import { type Overrule, overruleReasons, toOverrule } from "../../domain/dispatch/overrule.ts";
import { isRefusal, Refused, refuse } from "../../domain/refusal.ts";
import { decide } from "../../domain/ticket/decide.ts";
import { jobOf, techniciansNow } from "../board/techniciansNow.ts";
import { id, version, words } from "../input.ts";
import { newId } from "../newId.ts";
import { tellReporter } from "../notice/tell.ts";
import { command } from "../operation.ts";
import { apply } from "./apply.ts";
import { lockTicket, toTicket } from "./load.ts";

/** Why somebody is sent although something speaks against him. */
export const overruleInput = z
  .strictObject({
    reason: z.enum(overruleReasons, { error: "REQUIRED" }),
    words: words(200, false).default(""),
  })
  .optional();

/**
 * Sends a technician to a ticket. The ticket's row lock lets one dispatcher through at a time and the partial unique
 * index stands behind it; the loser hears TICKET_TAKEN with who, whom and how long ago. NOT_ELIGIBLE (params.reason)
 * when he must not be sent; SAY_WHY (params.reason) when something speaks against him that a person may overrule by
 * saying why, which is kept with the assignment.
 */
export const assignTechnician = command({
  name: "ticket.assign",
  input: z.strictObject({
    ticketId: id,
    version,
    technicianId: id,
    overrule: overruleInput,
    /** Accepted from a plan of the whole desk that gave out so many jobs. */
    plan: z.strictObject({ jobs: z.int().min(1).max(10_000) }).optional(),
  }),
  async run(work, input) {
    const row = await lockTicket(work.tx, work.actor, "ticket.assign", input.ticketId);
    const assignmentId = newId(work.now);
    const byLead = holds(work.actor, row.siteId, ["lead", "manager"]);
    const order = { verb: "assign", technicianId: input.technicianId, assignmentId, byLead } as const;
    // Whether it may be sent at all comes before whom: a reason is asked for only where it can help.
    if (!isRefusal(decide(toTicket(row), order, work.now.toISOString()))) {
      // Before the event, whose lock on the site's stream should be short; a refusal takes it all back.
      await work.tx.insert(assignment).values({
        id: assignmentId,
        ticketId: row.id,
        technicianId: input.technicianId,
        assignedById: personIdOf(work.actor),
        assignedAt: work.now,
        reasons: {
          ...(await choose(work, row, input.technicianId, { by: "person", overrule: input.overrule })),
          ...(input.plan && { plan: input.plan }),
        },
      });
      await tellReporter(work, row, "assigned");
    }
    return apply(work, row, input.version, order);
  },
});

type Row = Awaited<ReturnType<typeof lockTicket>>;

/**
 * Who decides: a person may overrule some of what speaks against him and says why; a machine sends only whom nothing
 * speaks against; what is taken back is given to whoever had it.
 */
type Decider = { by: "person"; overrule?: Overrule | undefined } | { by: "machine" | "undo" };

/**
 * Where he stood in the ranked list at that moment; refuses whoever must not be sent. Whoever is being sent is locked
 * until the end of the transaction, so that what his hands hold is what is counted: two jobs at once never fill them
 * twice.
 */
export async function choose(
  work: Parameters<typeof apply>[0],
  row: Row,
  technicianId: string,
  decider: Decider,
) {
  await work.tx
    .select({ id: technician.personId })
    .from(technician)
    .where(eq(technician.personId, technicianId))
    .for("no key update");
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
  const [reason] = candidate.whyNot;
  if (reason !== undefined && (!candidate.eligible || decider.by === "machine"))
    throw new Refused(refuse("NOT_ELIGIBLE", { field: "technicianId", params: { reason } }));
  if (decider.by !== "person") return keptOf(ranked, rank);
  const [against] = toOverrule(candidate.whyNot);
  if (against !== undefined && decider.overrule === undefined)
    throw new Refused(refuse("SAY_WHY", { field: "overrule", params: { reason: against } }));
  return keptOf(ranked, rank, against === undefined ? undefined : decider.overrule);
}
