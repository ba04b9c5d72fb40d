import { and, eq, gt, inArray, isNotNull, isNull, lt, or } from "drizzle-orm";
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
import type { Calendar } from "../../domain/time/calendar.ts";
import { among, type Ids } from "../among.ts";
import type { Tx } from "../operation.ts";
import { calendarsOf, resolveTerms } from "../sla/terms.ts";
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
  return (await timesOf(db, row, [technicianId], now))(technicianId);
}

/** The same for many people at once: answers what decides for each of them. */
export async function timesOf(
  db: Reader,
  row: Wanted,
  ids: Ids,
  now: Date,
): Promise<(technicianId: string) => Asked> {
  const [people, [here], [what], held] = await Promise.all([
    peopleOf(db, ids, now),
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
  ]);
  const job = { ...row, here: here!, minutes: what?.minutes ?? 60, calendar: held.calendar };
  return (technicianId) => people(technicianId, job);
}

/** The same of one person for many tickets as they stand, in one pass: answers what decides for each of them. */
export async function timesFor(
  db: Reader,
  rows: readonly TicketRow[],
  technicianId: string,
  now: Date,
): Promise<(ticketId: string) => Asked> {
  const ids = rows.map(({ id }) => id);
  const [people, jobs, calendars] = await Promise.all([
    peopleOf(db, [technicianId], now),
    db
      .select({
        id: ticket.id,
        urgency: ticket.urgency,
        siteId: place.siteId,
        buildingId: place.buildingId,
        minutes: fault.minutes,
      })
      .from(ticket)
      .innerJoin(place, eq(place.id, ticket.placeId))
      .innerJoin(fault, eq(fault.code, ticket.faultCode))
      .where(among(ticket.id, ids)),
    calendarsOf(db, ids),
  ]);
  const byId = new Map(jobs.map((job) => [job.id, job]));
  return (ticketId) => {
    const { siteId, buildingId, ...job } = byId.get(ticketId)!;
    return people(technicianId, { ...job, here: { siteId, buildingId }, calendar: calendars.get(ticketId)! });
  };
}

type Job = Pick<Wanted, "id" | "urgency"> & {
  here: { siteId: string; buildingId: string | null };
  minutes: number;
  calendar: Calendar;
};

/** What is known of these people's days; of it, what decides when one of them can do a job. */
async function peopleOf(db: Reader, ids: Ids, now: Date): Promise<(technicianId: string, job: Job) => Asked> {
  const until = new Date(now.getTime() + (slotDays + 1) * 86_400_000);
  const [shifts, promised, open, away] = await Promise.all([
    db
      .select({ personId: shift.personId, from: shift.startsAt, until: shift.endsAt })
      .from(shift)
      .where(and(among(shift.personId, ids), gt(shift.endsAt, now), lt(shift.startsAt, until))),
    promisedBy(db, ids, now),
    openWork(db, ids),
    absences(db, ids, now),
  ]);
  const shiftsOf = Map.groupBy(shifts, (each) => each.personId);
  const promisesOf = Map.groupBy(promised, (each) => each.technicianId);
  const workOf = Map.groupBy(open, (each) => each.technicianId);
  return (technicianId, { id, urgency, here, minutes, calendar }) => {
    const presence = away.get(technicianId)?.presence;
    const gone = presence !== undefined && leaves(presence);
    const spans = (shiftsOf.get(technicianId) ?? []).map((each) => ({
      from: each.from.getTime(),
      until: each.until.getTime(),
    }));
    const others = <Of extends { ticketId: string }>(all: Of[] = []) =>
      all.filter(({ ticketId }) => ticketId !== id);
    return {
      now: now.getTime(),
      // Who has gone for today is back with his next shift.
      shifts: joined(gone ? spans.filter((each) => each.from > now.getTime()) : spans),
      promised: others(promisesOf.get(technicianId)).map((each) => ({
        from: each.from!.getTime(),
        until: each.until!.getTime(),
        way: wayBetween(here, { siteId: each.siteId, buildingId: each.buildingId }),
      })),
      openMinutes: others(workOf.get(technicianId)).reduce((sum, each) => sum + each.minutes, 0),
      workMinutes: minutes,
      calendar,
      planned: urgency >= 3,
    };
  };
}

function promisedBy(db: Reader, ids: Ids, now: Date) {
  return db
    .select({
      technicianId: appointment.technicianId,
      ticketId: appointment.ticketId,
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
        among(appointment.technicianId, ids),
        isNull(appointment.endedAt),
        isNotNull(appointment.chosenFrom),
        gt(appointment.chosenUntil, new Date(now.getTime() - 3_600_000)),
      ),
    );
}

/** The work in each one's hands that he does before anything else, minutes each: none of what waits or has its own time. */
function openWork(db: Reader, ids: Ids) {
  return db
    .select({ technicianId: ticket.technicianId, ticketId: ticket.id, minutes: fault.minutes })
    .from(ticket)
    .innerJoin(fault, eq(fault.code, ticket.faultCode))
    .leftJoin(appointment, and(eq(appointment.ticketId, ticket.id), isNull(appointment.endedAt)))
    .where(
      and(
        among(ticket.technicianId, ids),
        or(
          inArray(ticket.status, ["en_route", "on_site"]),
          and(inArray(ticket.status, ["dispatched", "accepted"]), isNull(appointment.id)),
        ),
      ),
    );
}
