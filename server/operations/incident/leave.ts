import type { OperationName } from "../../domain/access/policy.ts";
import { isRunning } from "../../domain/incident/incident.ts";
import type { TicketPatch } from "../../domain/ticket/ticket.ts";
import type { Work } from "../operation.ts";
import type { TicketRow } from "../ticket/load.ts";
import { afterLeaving, outOfIncident } from "./attach.ts";
import { type IncidentRow, lockMembers, lockWithIncident } from "./load.ts";

export type Leave = {
  /** What the ticket's own last fact carries besides. */
  with: { patch?: TicketPatch; data?: Record<string, unknown> };
  /** After that fact: its household goes, and if it was the work, the next one is. */
  after(): Promise<void>;
};

/** Locks a ticket that is about to end, with the incident it may belong to and all that hangs on it. */
export async function lockToEnd(
  work: Work,
  operation: OperationName,
  ticketId: string,
): Promise<{ row: TicketRow; leave: Leave }> {
  const { row, incident } = await lockWithIncident(work, operation, ticketId);
  return { row, leave: await leaving(work, row, incident) };
}

/** How a locked ticket leaves its locked incident; nothing to do where it is in none that is running. */
export async function leaving(work: Work, row: TicketRow, at: IncidentRow | null): Promise<Leave> {
  if (at === null || !isRunning(at.status)) return { with: {}, after: async () => {} };
  const members = await lockMembers(work.tx, at.id);
  return {
    with: { patch: outOfIncident, data: { incidentId: at.id, number: at.number } },
    after: async () => {
      await afterLeaving(work, at, row, members);
    },
  };
}
