import { and, asc, eq } from "drizzle-orm";
import { incident } from "#db/schema/incident.ts";
import { ticket } from "#db/schema/ticket.ts";
import { type Actor, holds } from "../../domain/access/actor.ts";
import { type OperationName, siteRoles } from "../../domain/access/policy.ts";
import { type IncidentEvent, type IncidentState, isRunning } from "../../domain/incident/incident.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import type { Tx, Work } from "../operation.ts";
import { append } from "../stream/append.ts";
import { lockTicket, type Reader, type TicketRow } from "../ticket/load.ts";

export type IncidentRow = typeof incident.$inferSelect;

/*
 * Who writes takes locks in one order: the incident, then its tickets by id, then the day's counter, then, with the
 * first event, the site's stream. Nobody who holds a later one waits for an earlier one.
 */

/** The incident, locked until the end of the transaction, if staff of its site may do this to it; else NOT_FOUND. */
export async function lockIncident(
  tx: Tx,
  actor: Actor,
  operation: OperationName,
  id: string,
): Promise<IncidentRow> {
  const [row] = await tx.select().from(incident).where(eq(incident.id, id)).for("update");
  if (row === undefined || !holds(actor, row.siteId, siteRoles(operation)))
    throw new Refused(refuse("NOT_FOUND"));
  return row;
}

export async function findIncident(
  db: Reader,
  actor: Actor,
  operation: OperationName,
  id: string,
): Promise<IncidentRow> {
  const [row] = await db.select().from(incident).where(eq(incident.id, id));
  if (row === undefined || !holds(actor, row.siteId, siteRoles(operation)))
    throw new Refused(refuse("NOT_FOUND"));
  return row;
}

/**
 * A ticket and the incident that it belongs to, both locked; of a running one all its tickets are, so that whoever ends
 * one and needs the others takes them by id. STALE when it changed incidents in that moment.
 */
export async function lockWithIncident(
  work: Work,
  operation: OperationName,
  ticketId: string,
): Promise<{ row: TicketRow; incident: IncidentRow | null }> {
  const { tx } = work;
  const [peek] = await tx.select({ id: ticket.incidentId }).from(ticket).where(eq(ticket.id, ticketId));
  const id = peek?.id ?? null;
  const [held = null] =
    id === null ? [] : await tx.select().from(incident).where(eq(incident.id, id)).for("update");
  if (held !== null && isRunning(held.status)) await lockMembers(tx, held.id);
  const row = await lockTicket(tx, work.actor, operation, ticketId);
  if (row.incidentId !== id) throw new Refused(refuse("STALE"));
  return { row, incident: held };
}

/** The running incident of a ticket that is not locked yet, locked before it; or none. */
export async function runningOf(work: Work, ticketId: string): Promise<IncidentRow | null> {
  const [peek] = await work.tx.select({ id: ticket.incidentId }).from(ticket).where(eq(ticket.id, ticketId));
  if (!peek?.id) return null;
  const [held] = await work.tx.select().from(incident).where(eq(incident.id, peek.id)).for("update");
  return held !== undefined && isRunning(held.status) ? held : null;
}

/** All tickets of an incident, locked in order of id. */
export function lockMembers(tx: Tx, incidentId: string): Promise<TicketRow[]> {
  return tx
    .select()
    .from(ticket)
    .where(eq(ticket.incidentId, incidentId))
    .orderBy(asc(ticket.id))
    .for("update");
}

/** Writes an incident's new columns and their event. `bump`: a ruling of the desk, which the next one must have seen. */
export async function writeIncident(
  work: Work,
  row: IncidentRow,
  type: IncidentEvent,
  change: Partial<IncidentRow>,
  extra: { data?: Record<string, unknown>; words?: string; bump?: boolean } = {},
): Promise<IncidentRow> {
  const version = extra.bump === false ? row.version : row.version + 1;
  const moved = { ...row, ...change, version };
  await work.tx
    .update(incident)
    .set({ ...change, version })
    .where(and(eq(incident.id, row.id)));
  await append(work, {
    siteId: row.siteId,
    incidentId: row.id,
    ticketVersion: version,
    type,
    data: extra.data ?? {},
    patch: stateOf(moved),
    words: extra.words,
  });
  return moved;
}

export function stateOf(row: IncidentRow): IncidentState {
  return {
    number: row.number,
    kind: row.kind,
    status: row.status,
    scope: row.scope,
    faultCode: row.faultCode,
    urgency: row.urgency,
    households: row.households,
    leadTicketId: row.leadTicketId,
    startsAt: row.startsAt.toISOString(),
    expectedUntil: row.expectedUntil?.toISOString() ?? null,
  };
}
