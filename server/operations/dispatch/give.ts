import { assignment } from "#db/schema/ticket.ts";
import type { DispatchMode } from "../../domain/dispatch/mode.ts";
import { newId } from "../newId.ts";
import { tellReporter } from "../notice/tell.ts";
import type { Work } from "../operation.ts";
import { apply, type Moved } from "../ticket/apply.ts";
import { choose } from "../ticket/assign.ts";
import type { TicketRow } from "../ticket/load.ts";

/**
 * Gives a locked ticket to a technician by its mode, not by a dispatcher's hand: the same assignment, the same event,
 * which names the mode, and nothing at all against him, since there is nobody to say why. Refusals: TICKET_TAKEN, STATE, NOT_ELIGIBLE, LEAD_MUST_RULE.
 */
export async function giveTo(
  work: Work,
  row: TicketRow,
  technicianId: string,
  mode: DispatchMode,
): Promise<Moved> {
  const assignmentId = newId(work.now);
  if (row.technicianId === null) {
    const reasons = { ...(await choose(work, row, technicianId, { by: "machine" })), mode };
    await work.tx.insert(assignment).values({
      id: assignmentId,
      ticketId: row.id,
      technicianId,
      assignedById: null,
      assignedAt: work.now,
      reasons,
    });
    await tellReporter(work, row, "assigned");
  }
  const order = { verb: "assign", technicianId, assignmentId, byLead: false } as const;
  return apply(work, row, row.version, order, { data: { mode } });
}
