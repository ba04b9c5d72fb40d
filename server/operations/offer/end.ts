import { and, eq, isNull } from "drizzle-orm";
import { offer } from "#db/schema/dispatchMode.ts";
import type { OfferEnd } from "../../domain/dispatch/mode.ts";
import { isWaiting } from "../../domain/ticket/status.ts";
import type { Work } from "../operation.ts";
import type { TicketRow } from "../ticket/load.ts";

type Row = Pick<TicketRow, "id" | "status" | "faultCode" | "incidentId" | "leadsIncident">;

/**
 * Takes back every offer of a ticket that is no longer to be had, in the transaction of what made it so. Answers whose
 * offers these were: their phones have to hear of it.
 */
export async function endOffers(work: Work, before: Row, after: Row): Promise<string[]> {
  if (!isWaiting(before.status)) return [];
  const waits = after.incidentId !== null && !after.leadsIncident;
  const stands = isWaiting(after.status) && after.faultCode === before.faultCode && !waits;
  if (stands) return [];
  const reason: OfferEnd = after.status === "dispatched" ? "taken" : "withdrawn";
  const ended = await work.tx
    .update(offer)
    .set({ endedAt: work.now, endReason: reason })
    .where(and(eq(offer.ticketId, before.id), isNull(offer.endedAt)))
    .returning({ technicianId: offer.technicianId });
  return ended.map((each) => each.technicianId);
}
