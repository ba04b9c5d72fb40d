import { randomUUID } from "node:crypto";
import { and, asc, eq, gte, inArray, isNotNull, isNull } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { appointment } from "#db/schema/appointment.ts";
import { person } from "#db/schema/person.ts";
import { place } from "#db/schema/place.ts";
import { ticket } from "#db/schema/ticket.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { freeSlots } from "../../domain/appointment/slots.ts";
import { chooseAppointment } from "../appointment/choose.ts";
import { timeOf } from "../appointment/free.ts";
import { offerAppointment } from "../appointment/offer.ts";
import { perform } from "../operation.ts";

/** Jobs for which times are offered, at most so many of one technician, and owners who have not chosen yet. */
const offers = 6;
const each = 2;
const waiting = 2;
const offered = 3;

/**
 * In a demo that was just planted: technicians who hold planned work at homes offer when they can come, and most owners
 * choose, each through the operation that the page would call. Once; says how many offered.
 */
export async function agreeDemoTimes(db: Database, now: Date): Promise<number> {
  const [any] = await db.select({ id: appointment.id }).from(appointment).limit(1);
  if (any !== undefined) return 0;
  const jobs = await db
    .select({ row: ticket, technician: person })
    .from(ticket)
    .innerJoin(place, eq(place.id, ticket.placeId))
    .innerJoin(person, eq(person.id, ticket.technicianId))
    .where(
      and(
        inArray(ticket.status, ["dispatched", "accepted"]),
        gte(ticket.urgency, 3),
        eq(place.kind, "home"),
        isNull(ticket.incidentId),
        isNotNull(ticket.reporterId),
        isNotNull(ticket.contactPhone),
      ),
    )
    .orderBy(asc(ticket.receivedAt), asc(ticket.number));
  const done: string[] = [];
  for (const { row, technician } of jobs) {
    if (done.length === offers) break;
    if (done.filter((id) => id === technician.id).length === each) continue;
    const slots = freeSlots(await timeOf(db, row, technician.id, now));
    if (slots.length < offered) continue;
    const { id: ticketId, siteId } = row;
    const who = { personId: technician.id, sessionId: randomUUID(), name: technician.name };
    const holder: Actor = {
      kind: "staff",
      ...who,
      locale: technician.locale,
      roles: [{ role: "technician", siteId }],
    };
    const windows = slots.slice(0, offered);
    await perform(offerAppointment, { actor: holder, db, now }, { ticketId, windows }, randomUUID());
    done.push(technician.id);
    if (done.length <= waiting) continue;
    const [open] = await db
      .select({ id: appointment.id })
      .from(appointment)
      .where(and(eq(appointment.ticketId, ticketId), isNull(appointment.endedAt)));
    const owner: Actor = {
      kind: "resident",
      personId: row.reporterId!,
      sessionId: randomUUID(),
      name: row.contactName,
      locale: "zh",
    };
    const choice = { ticketId, appointmentId: open!.id, window: windows[done.length % offered]! };
    await perform(chooseAppointment, { actor: owner, db, now }, choice, randomUUID());
  }
  return done.length;
}
