import { and, asc, eq, gt, notInArray } from "drizzle-orm";
import { event } from "#db/schema/event.ts";
import { actorId } from "../../domain/access/actor.ts";
import { eventOfVerb } from "../../domain/ticket/event.ts";
import { next, type Verb } from "../../domain/ticket/lifecycle.ts";
import { beside } from "../../domain/ticket/stale.ts";
import type { Status } from "../../domain/ticket/status.ts";
import type { PauseReason } from "../../domain/ticket/ticket.ts";
import type { Work } from "../operation.ts";
import type { Moved } from "./apply.ts";
import type { Reading } from "./hold.ts";
import type { TicketRow } from "./load.ts";

/** Steps that say nothing but that they were taken. */
type Bare = Extract<Verb, "accept" | "depart" | "arrive" | "resume" | "pause">;

const before: Record<Bare, Status> = {
  accept: "dispatched",
  depart: "accepted",
  arrive: "en_route",
  resume: "paused",
  pause: "on_site",
};

/**
 * Has he taken this very step already, from another phone? It is so when it is the next thing that happened after what
 * this phone saw. Then the two are one step, and this phone's next one builds on that. A pause is the same one where it
 * gives the same reason. Null: it has yet to be done.
 */
export async function takenAlready(
  work: Work,
  row: TicketRow,
  seen: number,
  verb: Bare,
  reason?: PauseReason,
): Promise<Moved | null> {
  const first = await nextAfter(work, row, seen);
  if (first?.type !== eventOfVerb[verb] || first.by.id !== actorId(work.actor)) return null;
  if (verb === "pause" && (first.data.reason !== reason || first.data.workRecordId !== undefined))
    return null;
  const led = next({ status: before[verb], technicianId: first.by.id }, verb);
  return { ticketId: row.id, version: first.version, status: led ?? row.status };
}

/** The record that he has made of this very visit already, from another phone; null when there is none. */
export async function recordedAlready(
  reading: Reading,
  row: TicketRow,
  seen: number,
): Promise<string | null> {
  const first = await nextAfter(reading, row, seen);
  if (first === null || first.by.id !== actorId(reading.actor)) return null;
  return typeof first.data.workRecordId === "string" ? first.data.workRecordId : null;
}

/** The first thing that happened to the work after what this phone saw. */
async function nextAfter({ tx }: Reading, row: TicketRow, seen: number) {
  if (seen >= row.version) return null;
  const [first] = await tx
    .select({ type: event.type, by: event.actor, version: event.ticketVersion, data: event.data })
    .from(event)
    .where(
      and(eq(event.ticketId, row.id), gt(event.ticketVersion, seen), notInArray(event.type, [...beside])),
    )
    .orderBy(asc(event.ticketVersion))
    .limit(1);
  return first ?? null;
}
