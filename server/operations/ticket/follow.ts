import { database } from "#db/client.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { mayTry, type OperationName } from "../../domain/access/policy.ts";
import { Refused } from "../../domain/refusal.ts";
import { findTicket } from "./load.ts";

/** Whoever may read a ticket may hear that it moved. */
export async function mayFollow(actor: Actor, ticketId: string): Promise<boolean> {
  if (!/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(ticketId)) return false;
  const doors: OperationName[] = ["ticket.get", "field.job"];
  const door = doors.find((operation) => mayTry(actor, operation));
  if (door === undefined) return false;
  try {
    await findTicket(database().db, actor, door, ticketId);
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}
