import { and, asc, eq, gt, notInArray } from "drizzle-orm";
import { event } from "#db/schema/event.ts";
import { actorId } from "../../domain/access/actor.ts";
import { eventOfVerb } from "../../domain/ticket/event.ts";
import { next, type Verb } from "../../domain/ticket/lifecycle.ts";
import { beside } from "../../domain/ticket/stale.ts";
import type { Status } from "../../domain/ticket/status.ts";
import type { Work } from "../operation.ts";
import type { Moved } from "./apply.ts";
import type { TicketRow } from "./load.ts";

/** Steps that say nothing but that they were taken. */
type Bare = Extract<Verb, "accept" | "depart" | "arrive" | "resume">;

const before: Record<Bare, Status> = {
  accept: "dispatched",
  depart: "accepted",
  arrive: "en_route",
  resume: "paused",
};

/**
 * Has he taken this very step already, from another phone? It is so when it is the next thing that happened after what
 * this phone saw. Then the two are one step, and this phone's next one builds on that. Null: it has yet to be done.
 */
export async function takenAlready(
  { tx, actor }: Work,
  row: TicketRow,
  seen: number,
  verb: Bare,
): Promise<Moved | null> {
  if (seen >= row.version) return null;
  const [first] = await tx
    .select({ type: event.type, by: event.actor, version: event.ticketVersion })
    .from(event)
    .where(
      and(eq(event.ticketId, row.id), gt(event.ticketVersion, seen), notInArray(event.type, [...beside])),
    )
    .orderBy(asc(event.ticketVersion))
    .limit(1);
  if (first === undefined || first.type !== eventOfVerb[verb] || first.by.id !== actorId(actor)) return null;
  return { ticketId: row.id, version: first.version, status: next(before[verb], verb) ?? row.status };
}
