import { z } from "zod";
import { assignment } from "#db/schema/ticket.ts";
import { holds, personIdOf } from "../../domain/access/actor.ts";
import { isRefusal } from "../../domain/refusal.ts";
import { decide } from "../../domain/ticket/decide.ts";
import { transferReasons } from "../../domain/ticket/ticket.ts";
import { id, version, words } from "../input.ts";
import { newId } from "../newId.ts";
import { tellReporter } from "../notice/tell.ts";
import { command } from "../operation.ts";
import { apply, endAssignment } from "./apply.ts";
import { choose, overruleInput } from "./assign.ts";
import { lockTicket, toTicket } from "./load.ts";

/**
 * Moves a job from its technician to another in one step, with a typed reason: at no moment has it none or two. Both
 * are told. Work that was begun goes over too: whoever has it now begins with his own way there. Refusals: STATE when
 * nobody holds it, STALE when he moved meanwhile (an acceptance that
 * came in from a phone without network, say), TICKET_TAKEN when the other has it already, NOT_ELIGIBLE, SAY_WHY,
 * LEAD_MUST_RULE after two declines.
 */
export const transferJob = command({
  name: "ticket.transfer",
  input: z.strictObject({
    ticketId: id,
    version,
    technicianId: id,
    reason: z.enum(transferReasons, { error: "REQUIRED" }),
    words: words(500, false).default(""),
    overrule: overruleInput,
  }),
  async run(work, input) {
    const row = await lockTicket(work.tx, work.actor, "ticket.transfer", input.ticketId);
    const assignmentId = newId(work.now);
    const byLead = holds(work.actor, row.siteId, ["lead", "manager"]);
    const { technicianId: toId, reason } = input;
    const order = { verb: "transfer", toId, assignmentId, byLead, reason } as const;
    if (!isRefusal(decide(toTicket(row), order, work.now.toISOString()))) {
      // Before the event, whose lock on the site's stream should be short; a refusal takes it all back.
      const reasons = await choose(work, row, input.technicianId, {
        by: "person",
        overrule: input.overrule,
      });
      await endAssignment(work, row.id, "transferred");
      await work.tx.insert(assignment).values({
        id: assignmentId,
        ticketId: row.id,
        technicianId: input.technicianId,
        assignedById: personIdOf(work.actor),
        assignedAt: work.now,
        reasons,
      });
      // Somebody who was told to listen for the door should not wait for the wrong man.
      if (row.status === "en_route" || row.status === "on_site") await tellReporter(work, row, "assigned");
    }
    return apply(work, row, input.version, order, { words: input.words });
  },
});
