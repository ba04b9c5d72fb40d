import type { BoardStore } from "../BoardStore.ts";
import type { Filter } from "../filterTickets.ts";
import type { Run } from "./dayRows.ts";

/** Is a technician's run what the filter asks for? Others are drawn dimmed: he is busy then, but they cannot be opened. */
export function isAskedFor(
  { ticket }: Run,
  technicianId: string,
  store: BoardStore,
  filter: Filter,
): boolean {
  const known = store.ticket(ticket.id);
  const asked = {
    ...ticket,
    urgency: ticket.urgency as 1 | 2 | 3 | 4,
    status: known?.status ?? ticket.turns.at(-1)?.status ?? "closed",
    technicianId,
    incidentId: known?.incidentId ?? null,
    dueAt: known?.dueAt ?? null,
  };
  return store.matches(asked, filter);
}
