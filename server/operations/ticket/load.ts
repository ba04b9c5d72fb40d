import { and, desc, eq, gt, isNull, lte, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { event } from "#db/schema/event.ts";
import { person } from "#db/schema/person.ts";
import { household } from "#db/schema/place.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import { type Actor, holds, personIdOf } from "../../domain/access/actor.ts";
import { type OperationName, reachesOwn, siteRoles } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import type { Ticket, UrgencyLevel } from "../../domain/ticket/ticket.ts";
import { mayFollowThere } from "../household/relations.ts";
import type { Tx } from "../operation.ts";
import { followsIt } from "./followers.ts";

export type TicketRow = typeof ticket.$inferSelect;
export type Reader = Pick<Tx, "select" | "selectDistinctOn">;

/** The domain's view of a row: instants as ISO words, personal content left behind. */
export function toTicket(row: TicketRow): Ticket {
  return {
    id: row.id,
    siteId: row.siteId,
    number: row.number,
    placeId: row.placeId,
    plate: row.plate,
    faultCode: row.faultCode,
    source: row.source,
    receivedAt: row.receivedAt.toISOString(),
    reportedUrgency: row.reportedUrgency as UrgencyLevel,
    urgency: row.urgency as UrgencyLevel,
    status: row.status,
    statusSince: row.statusSince.toISOString(),
    version: row.version,
    technicianId: row.technicianId,
    assignmentId: row.assignmentId,
    declines: row.declines,
    reopens: row.reopens,
    urges: row.urges,
    photos: row.photos,
    households: row.households,
    incidentId: row.incidentId,
    leadsIncident: row.leadsIncident,
    duplicateOfId: row.duplicateOfId,
    pauseReason: row.pauseReason,
    outcome: row.outcome,
    acknowledgeBy: row.acknowledgeBy.toISOString(),
    arriveBy: row.arriveBy.toISOString(),
    contactBy: row.contactBy?.toISOString() ?? null,
    finishBy: row.finishBy.toISOString(),
    dueAt: row.dueAt?.toISOString() ?? null,
    dueClock: row.dueClock,
    backAt: row.backAt?.toISOString() ?? null,
    capAt: row.capAt?.toISOString() ?? null,
    doneAt: row.doneAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}

/** The ticket, locked until the end of the transaction, if the actor may do this to it; else NOT_FOUND. */
export async function lockTicket(
  tx: Tx,
  actor: Actor,
  operation: OperationName,
  id: string,
): Promise<TicketRow> {
  const [row] = await tx.select().from(ticket).where(eq(ticket.id, id)).for("update");
  return within(tx, actor, operation, row);
}

/** The ticket, locked, for an operation that asks for itself whether the actor may. */
export async function lockRow(tx: Tx, id: string): Promise<TicketRow> {
  const [row] = await tx.select().from(ticket).where(eq(ticket.id, id)).for("update");
  if (row === undefined) throw new Refused(refuse("NOT_FOUND"));
  return row;
}

/** The ticket for reading, if it is within the actor's reach; else NOT_FOUND, the same as if it did not exist. */
export async function findTicket(
  db: Reader,
  actor: Actor,
  operation: OperationName,
  id: string,
): Promise<TicketRow> {
  const [row] = await db.select().from(ticket).where(eq(ticket.id, id));
  return within(db, actor, operation, row);
}

async function within(
  db: Reader,
  actor: Actor,
  operation: OperationName,
  row?: TicketRow,
): Promise<TicketRow> {
  if (row !== undefined && (await reaches(db, actor, operation, row))) return row;
  throw new Refused(refuse("NOT_FOUND"));
}

async function reaches(db: Reader, actor: Actor, operation: OperationName, row: TicketRow): Promise<boolean> {
  if (holds(actor, row.siteId, siteRoles(operation))) return true;
  if (!reachesOwn(actor, operation)) return false;
  if (actor.kind === "link")
    return actor.ticketId === row.id && (actor.onlooker !== true || operation === "ticket.get");
  const personId = personIdOf(actor);
  if (personId === null) return false;
  if (actor.kind !== "resident") return worksOn(db, personId, row, operation);
  if (await concerns(db, personId, row)) return true;
  return operation === "ticket.get" && followsIt(db, personId, row.id);
}

/** His own report, or one about a home that is his today, made since it is. */
export async function concerns(db: Reader, personId: string, row: TicketRow): Promise<boolean> {
  if (row.reporterId === personId) return true;
  const [member] = await db
    .select({ id: household.id })
    .from(household)
    .where(
      and(
        eq(household.placeId, row.placeId),
        eq(household.personId, personId),
        mayFollowThere,
        lte(household.since, row.receivedAt),
      ),
    )
    .limit(1);
  return member !== undefined;
}

/** What the one who had it reads for a day after it ended: what he may be asked about. */
const readsAfter: readonly OperationName[] = [
  "ticket.get",
  "photo.view",
  "field.job",
  "record.print",
  "repeat.of",
  "stock.ofTicket",
  "quote.of",
];

/**
 * What somebody may still send of a ticket that is no longer his: steps that were pressed when it was, which must hear
 * NOT_YOURS_NOW and not NOT_FOUND, what he has used, and his own words about it. He reads nothing.
 */
export const sendsAfter: readonly OperationName[] = [
  "ticket.accept",
  "ticket.decline",
  "ticket.handBack",
  "ticket.depart",
  "ticket.arrive",
  "ticket.pause",
  "ticket.resume",
  "ticket.complete",
  "ticket.noAccess",
  "ticket.contact",
  "ticket.message",
  "ticket.note",
  "appointment.offer",
  "appointment.change",
  "appointment.cancel",
  "quote.send",
  "stock.use",
  "stock.takeBack",
  "stock.reserve",
  "stock.release",
];
const day = 86_400_000;
/** A phone may be silent for so long after the ticket has left it, ms. */
const silence = 7 * day;

/** His now; a day longer for reading; for what his phone still has to send a week after he had it, for his words always. */
async function worksOn(
  db: Reader,
  personId: string,
  row: TicketRow,
  operation: OperationName,
): Promise<boolean> {
  if (row.technicianId === personId) {
    if (row.closedAt === null) return true;
    if (readsAfter.includes(operation) && Date.now() - row.closedAt.getTime() < day) return true;
  }
  if (!sendsAfter.includes(operation)) return false;
  // However long a phone lay in a drawer, what its technician writes of his work is not lost with it.
  const since = operation === "ticket.note" ? new Date(0) : new Date(Date.now() - silence);
  const [had] = await db
    .select({ id: assignment.id })
    .from(assignment)
    .where(
      and(
        eq(assignment.ticketId, row.id),
        eq(assignment.technicianId, personId),
        or(isNull(assignment.endedAt), gt(assignment.endedAt, since)),
      ),
    )
    .limit(1);
  return had !== undefined;
}

const doer = alias(person, "doer");
const holder = alias(person, "holder");
const sender = alias(person, "sender");

/**
 * The newest event of a ticket with the name of who made it, and who holds the ticket by whose hand since when: what a
 * refused person is told.
 */
export async function lastWord(db: Reader, ticketId: string) {
  const [newest] = await db
    .select({
      type: event.type,
      at: event.at,
      by: doer.name,
      byLatin: doer.nameLatin,
      holder: holder.name,
      holderLatin: holder.nameLatin,
      sender: sender.name,
      senderLatin: sender.nameLatin,
      sentAt: assignment.assignedAt,
    })
    .from(event)
    .leftJoin(
      doer,
      sql`${doer.id} = case when ${event.actor}->>'kind' <> 'system' then (${event.actor}->>'id')::uuid end`,
    )
    .leftJoin(assignment, and(eq(assignment.ticketId, event.ticketId), isNull(assignment.endedAt)))
    .leftJoin(holder, eq(holder.id, assignment.technicianId))
    .leftJoin(sender, eq(sender.id, assignment.assignedById))
    .where(eq(event.ticketId, ticketId))
    .orderBy(desc(event.ticketVersion))
    .limit(1);
  return newest;
}
