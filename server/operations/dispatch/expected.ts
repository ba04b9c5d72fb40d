import { and, desc, eq, gt, isNotNull, ne } from "drizzle-orm";
import { place } from "#db/schema/place.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import { stillThere, wayBetween, wayMinutes } from "../../domain/dispatch/deskDay.ts";
import type { Tx } from "../operation.ts";
import type { TicketRow } from "../ticket/load.ts";

/**
 * When a technician who sets out at `from` is there: the way from where he was last at work, or across the site where
 * nobody knows. An estimate for the owner; what is promised is the clocks' to say.
 */
export async function expectedAt(tx: Tx, row: TicketRow, technicianId: string, from: Date): Promise<Date> {
  const spot = { siteId: place.siteId, buildingId: place.buildingId };
  const [[to], [last]] = await Promise.all([
    tx.select(spot).from(place).where(eq(place.id, row.placeId)),
    tx
      .select(spot)
      .from(assignment)
      .innerJoin(ticket, eq(ticket.id, assignment.ticketId))
      .innerJoin(place, eq(place.id, ticket.placeId))
      .where(
        and(
          eq(assignment.technicianId, technicianId),
          ne(assignment.ticketId, row.id),
          isNotNull(assignment.arrivedAt),
          gt(assignment.arrivedAt, new Date(from.getTime() - stillThere)),
        ),
      )
      .orderBy(desc(assignment.arrivedAt))
      .limit(1),
  ]);
  const minutes = to && last ? wayBetween(last, to) : wayMinutes.site;
  return new Date(from.getTime() + minutes * 60_000);
}
