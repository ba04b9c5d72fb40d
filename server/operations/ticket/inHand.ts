import type { Actor } from "../../domain/access/actor.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { isOpen } from "../../domain/ticket/status.ts";
import { demandHolder } from "../appointment/asHolder.ts";
import type { TicketRow } from "./load.ts";

/** A technician moves material only on a ticket that he holds, and nobody on one that has ended. Refusals: NOT_YOURS_NOW, STATE. */
export function demandInHand(actor: Actor, row: Pick<TicketRow, "siteId" | "technicianId" | "status">): void {
  demandHolder(actor, row);
  if (!isOpen(row.status)) throw new Refused(refuse("STATE", { params: { status: row.status } }));
}
