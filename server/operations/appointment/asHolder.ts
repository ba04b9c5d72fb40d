import type { Actor } from "../../domain/access/actor.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import type { TicketRow } from "../ticket/load.ts";

/** A technician speaks for his own time only; the desk and the home for the ticket. Refusal: NOT_YOURS_NOW. */
export function demandHolder(actor: Actor, row: Pick<TicketRow, "siteId" | "technicianId">): void {
  if (actor.kind !== "staff" || row.technicianId === actor.personId) return;
  const here = actor.roles.filter((each) => each.siteId === row.siteId);
  if (here.every((each) => each.role === "technician")) throw new Refused(refuse("NOT_YOURS_NOW"));
}
