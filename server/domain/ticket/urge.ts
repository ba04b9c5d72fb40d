import { type Refusal, refuse } from "../refusal.ts";
import { isOpen } from "./status.ts";
import type { Ticket } from "./ticket.ts";

/** Between two urges by the people of a home, minutes; the answer in between is the same. */
export const urgePause = 30;

/**
 * May somebody ask now where a repair stays? Only while work is owed. `lastAt` (ISO) is the home's last urge; the desk,
 * which puts a call on record, need not wait. Refusals: STATE, WAIT (params.seconds).
 */
export function urgeRefusal(
  ticket: Pick<Ticket, "status">,
  lastAt: string | null,
  byDesk: boolean,
  now: string,
): Refusal | null {
  if (!isOpen(ticket.status) || ticket.status === "done")
    return refuse("STATE", { params: { status: ticket.status } });
  if (byDesk || lastAt === null) return null;
  const seconds = Math.ceil((Date.parse(lastAt) + urgePause * 60_000 - Date.parse(now)) / 1000);
  return seconds > 0 ? refuse("WAIT", { params: { seconds } }) : null;
}
