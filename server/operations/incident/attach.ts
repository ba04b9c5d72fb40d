import { and, eq, inArray, isNull } from "drizzle-orm";
import { fault } from "#db/schema/fault.ts";
import { incident } from "#db/schema/incident.ts";
import { person } from "#db/schema/person.ts";
import type { place } from "#db/schema/place.ts";
import { ticket } from "#db/schema/ticket.ts";
import { leadOf, mayWait } from "../../domain/incident/lead.ts";
import { attaches, type FaultKind, nearerScope } from "../../domain/incident/scope.ts";
import { must, Refused, refuse } from "../../domain/refusal.ts";
import { decide } from "../../domain/ticket/decide.ts";
import type { TicketPatch } from "../../domain/ticket/ticket.ts";
import { tell } from "../notice/tell.ts";
import type { Tx, Work } from "../operation.ts";
import { endAssignment, toColumns, write } from "../ticket/apply.ts";
import { type TicketRow, toTicket } from "../ticket/load.ts";
import { countTicket, leave, leaveFollowers } from "./households.ts";
import type { IncidentRow } from "./load.ts";
import { known } from "./tell.ts";

export function kindOf(row: typeof fault.$inferSelect): FaultKind {
  return {
    code: row.code,
    categoryCode: row.categoryCode,
    skill: row.skill,
    reach: row.scope,
    urgency: row.urgency,
    danger: row.danger !== null,
  };
}

/** The nearest running incident that a report of this place, fault and moment belongs to, locked; or none. */
export async function incidentFor(
  tx: Tx,
  where: typeof place.$inferSelect,
  what: typeof fault.$inferSelect,
  receivedAt: Date,
): Promise<IncidentRow | null> {
  const report = {
    spot: { siteId: where.siteId, placeId: where.id, buildingId: where.buildingId, unit: where.unit },
    fault: kindOf(what),
    receivedAt: receivedAt.toISOString(),
  };
  const fits = (row: IncidentRow, of: typeof fault.$inferSelect) =>
    attaches(
      {
        ...row,
        startsAt: row.startsAt.toISOString(),
        expectedUntil: row.expectedUntil?.toISOString() ?? null,
        fault: kindOf(of),
      },
      report,
    );
  const running = await tx
    .select({ row: incident, of: fault })
    .from(incident)
    .innerJoin(fault, eq(fault.code, incident.faultCode))
    .where(and(eq(incident.siteId, where.siteId), isNull(incident.endedAt)));
  const near = running
    .filter(({ row, of }) => fits(row, of))
    .sort(
      (a, b) => nearerScope(a.row.scope, b.row.scope) || a.row.openedAt.getTime() - b.row.openedAt.getTime(),
    );
  for (const { row, of } of near) {
    const [held] = await tx.select().from(incident).where(eq(incident.id, row.id)).for("update");
    // It may have been fixed while we waited for it: then the report is work of its own.
    if (held && fits(held, of)) return held;
  }
  return null;
}

/** A patch as it changes a row that the transaction holds. */
export function changed(row: TicketRow, patch: TicketPatch, version: number): TicketRow {
  return { ...row, ...toColumns(patch), version };
}

/**
 * Puts a locked ticket under a locked incident, as its work or waiting. Whoever was sent to a ticket that now waits is
 * taken back. STATE when somebody already stands at its door. Rows are written before the event.
 */
export async function attachTicket(
  work: Work,
  at: IncidentRow,
  row: TicketRow,
  leads: boolean,
): Promise<{ row: TicketRow; incident: IncidentRow }> {
  let held = row;
  if (!leads && !mayWait(row)) throw new Refused(refuse("STATE", { params: { status: row.status } }));
  const counted = await countTicket(work, at, row);
  if (!leads && row.technicianId !== null) {
    const back = must(
      decide(toTicket(row), { verb: "withdraw", reason: "incident" }, work.now.toISOString()),
    );
    await endAssignment(work, row.id, "withdrawn");
    held = changed(row, back.patch, (await write(work, row, back)).version);
  }
  const patch: TicketPatch = { incidentId: at.id, leadsIncident: leads };
  const { version } = await write(work, held, {
    kind: "fact",
    type: "attached",
    patch,
    data: { incidentId: at.id, number: at.number },
  });
  return { row: changed(held, patch, version), incident: counted };
}

/** Tells a ticket's reporter that it is one of many, and what is known; in place of what a single report would hear. */
export async function tellKnown(
  work: Work,
  at: IncidentRow,
  row: Pick<TicketRow, "id" | "number" | "reporterId" | "contactPhone">,
  kind: "registered_known" | "joined",
): Promise<void> {
  if (row.contactPhone === null) return;
  const [who] =
    row.reporterId === null
      ? []
      : await work.tx.select({ locale: person.locale }).from(person).where(eq(person.id, row.reporterId));
  const locale = who?.locale ?? "zh";
  const payload = (await known(work.tx, at))(locale);
  const to = { personId: row.reporterId, address: row.contactPhone, locale };
  await tell(work, to, kind, { number: row.number, ...payload }, row.id);
}

/** What a ticket's own fact must carry besides when it ends its stay in an incident. */
export const outOfIncident = { incidentId: null, leadsIncident: false } satisfies TicketPatch;

/**
 * After a ticket has left a running incident: its household goes with it, and if it was the work, the next one is. The
 * incident's other tickets have to be locked already.
 */
export async function afterLeaving(
  work: Work,
  at: IncidentRow,
  gone: TicketRow,
  members: TicketRow[],
): Promise<IncidentRow> {
  const rest = members.filter((member) => member.id !== gone.id);
  await leaveFollowers(work, at, gone.id);
  let held = await leave(work, at, gone, rest);
  if (at.leadTicketId !== gone.id) return held;
  const next = at.status === "open" && at.kind === "fault" ? leadOf(asMembers(rest)) : null;
  held = { ...held, leadTicketId: next?.id ?? null };
  await work.tx.update(incident).set({ leadTicketId: held.leadTicketId }).where(eq(incident.id, at.id));
  if (next)
    await write(work, next.row, {
      kind: "fact",
      type: "leading",
      patch: { leadsIncident: true },
      data: { incidentId: at.id, number: at.number },
    });
  return held;
}

export function asMembers(rows: TicketRow[]) {
  return rows.map((row) => ({
    row,
    id: row.id,
    status: row.status,
    technicianId: row.technicianId,
    urgency: row.urgency,
    receivedAt: row.receivedAt.toISOString(),
  }));
}

/** Tickets by id, locked in order of id; whoever asks for one that is not there gets fewer rows. */
export function lockTickets(tx: Tx, ids: string[]): Promise<TicketRow[]> {
  return tx.select().from(ticket).where(inArray(ticket.id, ids)).orderBy(ticket.id).for("update");
}
