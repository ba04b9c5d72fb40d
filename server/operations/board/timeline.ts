import { and, asc, gt, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { z } from "zod";
import { appointment } from "#db/schema/appointment.ts";
import { event } from "#db/schema/event.ts";
import { shift, staffRole } from "#db/schema/person.ts";
import { site } from "#db/schema/site.ts";
import { ticket } from "#db/schema/ticket.ts";
import { type Turn, turnOf } from "../../domain/dispatch/dayTrack.ts";
import type { PlateWords } from "../../domain/place/plate.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import type { TicketPatch } from "../../domain/ticket/ticket.ts";
import { dayAfter, dayAt, instantOf, isCalendarDay } from "../../domain/time/zone.ts";
import { id } from "../input.ts";
import { query } from "../operation.ts";
import type { Reader } from "../ticket/load.ts";
import { watchedSites } from "./snapshot.ts";

/** So many tickets one day carries at most; `more` says that there are others. */
const mostTickets = 4_000;
const mostShifts = 16_000;
/** Further ahead nobody knows what of today's work goes on, days. */
const lookAhead = 7;
/** A job that lies longer than this with one technician before the day is taken only if he still holds it, days. */
const lookBack = 30;

/** One ticket's part in a day: how it stood when the day began, and every turn after. */
export type DayTicket = {
  id: string;
  siteId: string;
  number: string;
  plate: PlateWords;
  faultCode: string;
  urgency: number;
  /** Of the ticket at its newest turn, also when that lies after the day. */
  version: number;
  turns: Turn[];
};

/**
 * One local day of the technicians of these sites, by the first site's clock: their shifts, and every ticket that was in
 * their hands with its turns as the events have them. Without `day` it is today. A day that is `near`, today or within a
 * week, has the shifts between now and the day after it as well, from which it follows what goes on into it. NOT_FOUND for a site that
 * the caller may not watch.
 */
export const boardTimeline = query({
  name: "board.timeline",
  input: z.strictObject({
    siteIds: z.array(id).min(1, { error: "REQUIRED" }).max(100),
    day: z.string().refine(isCalendarDay, "BAD_TIME").optional(),
  }),
  async run({ db, actor, now }, input) {
    const watched = new Set(watchedSites(actor));
    if (input.siteIds.some((siteId) => !watched.has(siteId)))
      throw new Refused(refuse("NOT_FOUND", { field: "siteIds" }));
    const zones = await db
      .select({ id: site.id, timeZone: site.timeZone })
      .from(site)
      .where(inArray(site.id, input.siteIds));
    const timeZone = zones.find((zone) => zone.id === input.siteIds[0])!.timeZone;
    const today = dayAt(now.getTime(), timeZone);
    const day = input.day ?? today;
    const span = { from: instantOf(day, 0, timeZone), until: instantOf(dayAfter(day), 0, timeZone) };
    const [from, until] = [new Date(span.from), new Date(span.until)];
    const near = day >= today && day <= dayAfter(today, lookAhead);
    const [since, to] = near
      ? [new Date(Math.min(span.from, now.getTime())), new Date(instantOf(dayAfter(day, 2), 0, timeZone))]
      : [from, until];
    const people = await db
      .selectDistinct({ id: staffRole.personId })
      .from(staffRole)
      .where(and(inArray(staffRole.siteId, input.siteIds), sql`${staffRole.role} = 'technician'`));
    const ids = people.map((who) => who.id);
    const [shifts, held, agreed, booked] =
      ids.length === 0
        ? [[], [], [], []]
        : await Promise.all([
            db
              .select({ technicianId: shift.personId, from: shift.startsAt, until: shift.endsAt })
              .from(shift)
              .where(and(inArray(shift.personId, ids), gt(shift.endsAt, since), lt(shift.startsAt, to)))
              .orderBy(asc(shift.startsAt))
              .limit(mostShifts),
            heldTickets(db, ids, [...watched], from, until),
            agreedTimes(db, ids, [...watched], from, until),
            near ? bookedTickets(db, ids, [...watched], now) : [],
          ]);
    const tickets = await withTurns(db, held.slice(0, mostTickets), from, until);
    return {
      now: now.toISOString(),
      today,
      day,
      timeZone,
      from: from.toISOString(),
      until: until.toISOString(),
      near,
      shifts: shifts.map((each) => ({
        technicianId: each.technicianId,
        from: each.from.toISOString(),
        until: each.until.toISOString(),
      })),
      /** Times that are agreed with owners and still to come. */
      agreed: agreed.map((each) => ({
        ticketId: each.ticketId,
        technicianId: each.technicianId!,
        from: each.from!.toISOString(),
        until: each.until!.toISOString(),
      })),
      /** Tickets whose time is agreed and to come, on whatever day; `from` null where it is yet to be chosen. */
      booked: booked.map((each) => ({ ...each, from: each.from?.toISOString() ?? null })),
      tickets,
      more: held.length > mostTickets,
    };
  },
});

function agreedTimes(db: Reader, people: string[], siteIds: string[], from: Date, until: Date) {
  return db
    .select({
      ticketId: appointment.ticketId,
      technicianId: appointment.technicianId,
      from: appointment.chosenFrom,
      until: appointment.chosenUntil,
    })
    .from(appointment)
    .where(
      and(
        inArray(appointment.technicianId, people),
        inArray(appointment.siteId, siteIds),
        isNull(appointment.endedAt),
        gt(appointment.chosenUntil, from),
        lt(appointment.chosenFrom, until),
      ),
    )
    .limit(mostTickets);
}

function bookedTickets(db: Reader, people: string[], siteIds: string[], now: Date) {
  return db
    .select({ ticketId: appointment.ticketId, from: appointment.chosenFrom })
    .from(appointment)
    .where(
      and(
        inArray(appointment.technicianId, people),
        inArray(appointment.siteId, siteIds),
        isNull(appointment.endedAt),
        or(isNull(appointment.chosenUntil), gt(appointment.chosenUntil, now)),
      ),
    )
    .limit(mostTickets);
}

/** The tickets that any of these people held for a moment of the day. */
function heldTickets(db: Reader, people: string[], siteIds: string[], from: Date, until: Date) {
  const [start, end] = [from.toISOString(), until.toISOString()];
  const held = sql`select ticket_id from assignment
    where technician_id in ${people} and assigned_at < ${end}::timestamptz and (
      (ended_at is null)
      or (ended_at >= ${start}::timestamptz and assigned_at >= ${start}::timestamptz - make_interval(days => ${lookBack}))
    )`;
  return db
    .select({
      id: ticket.id,
      siteId: ticket.siteId,
      number: ticket.number,
      plate: ticket.plate,
      faultCode: ticket.faultCode,
      urgency: ticket.urgency,
    })
    .from(ticket)
    .where(and(inArray(ticket.siteId, siteIds), sql`${ticket.id} in (${held})`))
    .orderBy(asc(ticket.id))
    .limit(mostTickets + 1);
}

async function withTurns(
  db: Reader,
  rows: Array<Omit<DayTicket, "turns" | "version">>,
  from: Date,
  until: Date,
): Promise<DayTicket[]> {
  if (rows.length === 0) return [];
  const facts = await db
    .select({
      ticketId: event.ticketId,
      version: event.ticketVersion,
      at: event.at,
      patch: sql<TicketPatch>`jsonb_strip_nulls(jsonb_build_object(
          'status', ${event.patch}->'status', 'statusSince', ${event.patch}->'statusSince'))
        || (case when ${event.patch} ? 'technicianId'
              then jsonb_build_object('technicianId', ${event.patch}->'technicianId') else '{}' end)
        || (case when ${event.patch} ? 'pauseReason'
              then jsonb_build_object('pauseReason', ${event.patch}->'pauseReason') else '{}' end)`,
    })
    .from(event)
    .where(
      and(
        inArray(
          event.ticketId,
          rows.map((row) => row.id),
        ),
        sql`(${event.patch} ? 'statusSince' or ${event.patch} ? 'technicianId')`,
      ),
    )
    .orderBy(asc(event.ticketId), asc(event.ticketVersion));
  const turns = new Map<string, Turn[]>();
  const versions = new Map<string, number>();
  for (const { ticketId, version, at, patch } of facts) {
    versions.set(ticketId!, version);
    const list = turns.get(ticketId!) ?? [];
    turns.set(ticketId!, list);
    const turn = turnOf(patch, list.at(-1) ?? null, at.toISOString());
    if (turn) list.push(turn);
  }
  return rows.map((row) => ({
    ...row,
    version: versions.get(row.id) ?? 0,
    turns: within(turns.get(row.id) ?? [], from.toISOString(), until.toISOString()),
  }));
}

/** The turns of the day, after the one that it began with. */
function within(turns: Turn[], from: string, until: string): Turn[] {
  const first = turns.findLastIndex((turn) => turn.at <= from);
  const kept = turns.slice(Math.max(0, first));
  // The next day's first turn ends what the day's last one began.
  const after = kept.findIndex((turn) => turn.at >= until);
  return after < 0 ? kept : kept.slice(0, after + 1);
}
