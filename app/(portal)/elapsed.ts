import type { Ticket } from "#server/domain/ticket/ticket.ts";

/** Which part of the promised time is gone at `now`, 0 to 1; 1 once nothing is owed any more. */
export function elapsed(ticket: Pick<Ticket, "receivedAt" | "finishBy" | "dueAt">, now: string): number {
  if (ticket.dueAt === null) return 1;
  const from = Date.parse(ticket.receivedAt);
  const span = Date.parse(ticket.finishBy) - from;
  return span <= 0 ? 1 : Math.min(1, Math.max(0.04, (Date.parse(now) - from) / span));
}
