import { and, eq, gt } from "drizzle-orm";
import { event } from "#db/schema/event.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import type { EventType } from "../../domain/ticket/event.ts";
import type { Work } from "../operation.ts";
import { explain } from "./apply.ts";
import type { TicketRow } from "./load.ts";

/**
 * Two changes of one thing are shown to each other; what else has happened to a job since it was read changes nothing of
 * that. `seen` is the ticket's version as it was read, `type` the event of such a change. Refuses STALE.
 */
export async function demandSeen(work: Work, row: TicketRow, type: EventType, seen: number): Promise<void> {
  if (seen === row.version) return;
  const [other] = await work.tx
    .select({ version: event.ticketVersion })
    .from(event)
    .where(and(eq(event.ticketId, row.id), eq(event.type, type), gt(event.ticketVersion, seen)))
    .limit(1);
  if (other !== undefined || seen > row.version) throw new Refused(await explain(work, row, refuse("STALE")));
}
