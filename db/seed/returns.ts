import type { ActorStamp } from "#server/domain/access/actor.ts";
import { warrantyUntil } from "#server/domain/repeat/offer.ts";
import { shippedWarranty } from "#server/domain/repeat/warranty.ts";
import type { Job, World } from "./world.ts";

/**
 * The same fault at the same place while its repair is under warranty: whoever reports it says that it is back. A visit
 * through a door without a name is asked nothing.
 */
export function noteReturn(world: World, job: Job, categoryCode: string, by: ActorStamp, at: number): void {
  if (by.id === null) return;
  const { ledger, jobs, repeats } = world;
  const { id, siteId, placeId, faultCode, receivedAt } = job.ticket;
  const first = jobs.findLast(
    ({ ticket, said }) =>
      ticket.placeId === placeId && ticket.faultCode === faultCode && said.place.kind !== "elsewhere",
  )?.ticket;
  if (first?.doneAt == null || (first.status !== "done" && first.status !== "closed")) return;
  const { days } = shippedWarranty(categoryCode);
  if (receivedAt < first.doneAt || receivedAt > warrantyUntil({ doneAt: first.doneAt, days })) return;
  const data = { firstId: first.id, number: first.number };
  const fact = { type: "repeat_of" as const, patch: {}, data };
  job.ticket = ledger.add(job.ticket, fact, by, at, { ticketId: id, siteId });
  const byRole = by.role ?? by.kind;
  repeats.push({ ticketId: id, firstId: first.id, byId: by.id, byRole, at: new Date(at) });
}
