import { sql } from "drizzle-orm";
import type { Actor } from "../../domain/access/actor.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { inHandStatuses, isOpen } from "../../domain/ticket/status.ts";
import { demandHolder } from "../appointment/asHolder.ts";
import type { TicketRow } from "./load.ts";

/** The statuses of work in hand as words of a statement: of parameters a kept plan does not know that a partial index will do. */
export const inHandWords = sql.raw(inHandStatuses.map((each) => `'${each}'`).join(", "));

/** A technician moves material only on a ticket that he holds, and nobody on one that has ended. Refusals: NOT_YOURS_NOW, STATE. */
export function demandInHand(actor: Actor, row: Pick<TicketRow, "siteId" | "technicianId" | "status">): void {
  demandHolder(actor, row);
  if (!isOpen(row.status)) throw new Refused(refuse("STATE", { params: { status: row.status } }));
}
