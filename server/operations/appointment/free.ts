import { and, eq, gt, inArray, isNotNull, isNull, lt, ne, or, sql } from "drizzle-orm";
import { appointment } from "#db/schema/appointment.ts";
import { fault } from "#db/schema/fault.ts";
import { shift, technician } from "#db/schema/person.ts";
import { place } from "#db/schema/place.ts";
import { ticket } from "#db/schema/ticket.ts";
import { type Asked, slotDays } from "../../domain/appointment/slots.ts";
import { wayBetween } from "../../domain/dispatch/deskDay.ts";
import { leaves } from "../../domain/dispatch/presence.ts";
import { joined } from "../../domain/dispatch/shifts.ts";
import type { UrgencyLevel } from "../../domain/ticket/ticket.ts";
import type { Tx } from "../operation.ts";
import { resolveTerms } from "../sla/terms.ts";
import { absences } from "../technician/absences.ts";
import type { Reader, TicketRow } from "../ticket/load.ts";

/** Nobody else promises this technician's time until the transaction ends. Take it after the ticket's own lock. */
export async function lockTime(tx: Tx, technicianId: string): Promise<void> {
  await tx
    .select({ id: technician.personId })
    .from(technician)
    .where(eq(technician.personId, technicianId))
    .for("update");
}

type Wanted = Pick<TicketRow, "id" | "siteId" | "placeId" | "faultCode" | "urgency" | "policyId">;

/**
 * What decides when a technician can do this work: his shifts, what he has promised at other places with the way there,
 * the work in his hands, the site's days. While he is off or ill today's shift does not count.
 */
export async function timeOf(db: Reader, row: Wanted, technicianId: string, now: Date): Promise<Asked> {
  const until = new Date(now.getTime() + (slotDays + 1) * 86_400_000);
  const [shifts, promised, [open], [here], [what], held, away] = await Promise.all([
    db
      .select({ from: shift.startsAt, until: shift.endsAt })
      .from(shift)
      .where(and(eq(shift.personId, technicianId), gt(shift.endsAt, now), lt(shift.startsAt, until))),
    promisedBy(db, technicianId, row.id, now),
    openMinutes(db, technicianId, row.id),
    db
      .select({ siteId: place.siteId, buildingId: place.buildingId })
      .from(place)
      .where(eq(place.id, row.placeId)),
    db.select({ minutes: fault.minutes }).from(fault).where(eq(fault.code, row.faultCode)),
    resolveTerms(
      db,
      { siteId: row.siteId, faultCode: row.faultCode, urgency: row.urgency as UrgencyLevel },
      row.policyId,
    ),
    absences(db, [technicianId], now),
  ]);
  const presence = away.get(technicianId)?.presence;
  const gone = presence !== undefined && leaves(presence);
  const spans = shifts.map((each) => ({ from: each.from.getTime(), until: each.until.getTime() }));
  return {
    now: now.getTime(),
    // Who has gone for today is back with his next shift.
    shifts: joined(gone ? spans.filter((each) => each.from > now.getTime()) : spans),
    promised: promised.map((each) => ({
      from: each.from!.getTime(),
      until: each.until!.getTime(),
      way: wayBetween(here!, { siteId: each.siteId, buildingId: each.buildingId }),
    })),
    openMinutes: open?.minutes ?? 0,
    workMinutes: what?.minutes ?? 60,
    calendar: held.calendar,
    planned: row.urgency >= 3,
  };
}

function promisedBy(db: Reader, technicianId: string, butTicketId: string, now: Date) {
  return db
    .select({
      from: appointment.chosenFrom,
      until: appointment.chosenUntil,
      siteId: place.siteId,
      buildingId: place.buildingId,
    })
    .from(appointment)
    .innerJoin(ticket, eq(ticket.id, appointment.ticketId))
    .innerJoin(place, eq(place.id, ticket.placeId))
    .where(
      and(
        eq(appointment.technicianId, technicianId),
        ne(appointment.ticketId, butTicketId),
        isNull(appointment.endedAt),
        isNotNull(appointment.chosenFrom),
        gt(appointment.chosenUntil, new Date(now.getTime() - 3_600_000)),
      ),
    );
}

/** Minutes of the work in his hands that he does before anything else: none of what waits or has its own time. */
function openMinutes(db: Reader, technicianId: string, butTicketId: string) {
  return db
    .select({ minutes: sql<number>`coalesce(sum(${fault.minutes}), 0)::int` })
    .from(ticket)
    .innerJoin(fault, eq(fault.code, ticket.faultCode))
    .leftJoin(appointment, and(eq(appointment.ticketId, ticket.id), isNull(appointment.endedAt)))
    .where(
      and(
        eq(ticket.technicianId, technicianId),
        ne(ticket.id, butTicketId),
        or(
          inArray(ticket.status, ["en_route", "on_site"]),
          and(inArray(ticket.status, ["dispatched", "accepted"]), isNull(appointment.id)),
        ),
      ),
    );
}
