import type { Window } from "../../domain/appointment/slots.ts";
import type { TicketPatch } from "../../domain/ticket/ticket.ts";
import type { TicketRow } from "../ticket/load.ts";

/** Work that waits is thought to go on when somebody comes. */
export function backAtOf(row: Pick<TicketRow, "status">, window: Window | null): TicketPatch {
  return row.status === "paused" ? { backAt: window?.from ?? null } : {};
}
