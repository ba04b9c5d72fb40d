import { and, asc, eq, gt } from "drizzle-orm";
import { z } from "zod";
import { event } from "#db/schema/event.ts";
import { site } from "#db/schema/site.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import type { EventType } from "../../domain/ticket/event.ts";
import type { TicketPatch } from "../../domain/ticket/ticket.ts";
import { id } from "../input.ts";
import { query } from "../operation.ts";
import type { Reader } from "../ticket/load.ts";
import { watchedSites } from "./snapshot.ts";

/** An event as the desk sees it: the ticket's columns after it, and who did it. No words, no contact. */
export type BoardEvent = {
  siteId: string;
  seq: number;
  /** Empty for a fact about an incident, whose patch is no ticket's. */
  ticketId: string;
  incidentId?: string | null;
  /** Tickets whose people should look again besides. */
  alsoFor?: string[];
  version: number;
  type: EventType;
  at: string;
  byId: string | null;
  /** Whose job it is, or was until now. */
  technicianId: string | null;
  /** Technicians besides him whose lists it changes. */
  alsoTechnicians?: string[];
  patch: TicketPatch;
};

/** Past this many missed events a fresh snapshot is cheaper than catching up. */
export const catchUpLimit = 1000;

/** A site's events after `seq`, in order, at most `limit`. */
export async function eventsAfter(
  db: Reader,
  siteId: string,
  seq: number,
  limit: number,
): Promise<BoardEvent[]> {
  const rows = await db
    .select()
    .from(event)
    .where(and(eq(event.siteId, siteId), gt(event.seq, seq)))
    .orderBy(asc(event.seq))
    .limit(limit);
  return rows.map((e) => ({
    siteId: e.siteId,
    seq: e.seq,
    ticketId: e.ticketId ?? "",
    incidentId: e.incidentId,
    alsoFor: Array.isArray(e.data.ticketIds) ? (e.data.ticketIds as string[]) : [],
    version: e.ticketVersion,
    type: e.type,
    at: e.at.toISOString(),
    byId: e.actor.id,
    technicianId:
      typeof e.data.technicianId === "string" && e.data.technicianId !== "" ? e.data.technicianId : null,
    alsoTechnicians: alsoTechnicians(e.data),
    patch: e.ticketId === null ? {} : e.patch,
  }));
}

/** Who had the work before, and to whom it was offered. */
function alsoTechnicians({ fromId, offeredTo }: Record<string, unknown>): string[] {
  const offered = Array.isArray(offeredTo) ? (offeredTo as string[]) : [];
  return typeof fromId === "string" && fromId !== "" ? [fromId, ...offered] : offered;
}

/** What a board missed on one site. `tooFar` asks it to take a fresh snapshot. NOT_FOUND for a site it may not watch. */
export const boardSince = query({
  name: "board.since",
  input: z.strictObject({ siteId: id, seq: z.int({ error: "BAD_ID" }).min(0).max(Number.MAX_SAFE_INTEGER) }),
  async run({ db, actor }, input): Promise<{ tooFar: boolean; events: BoardEvent[] }> {
    if (!watchedSites(actor).includes(input.siteId))
      throw new Refused(refuse("NOT_FOUND", { field: "siteId" }));
    const [head] = await db.select({ seq: site.seq }).from(site).where(eq(site.id, input.siteId));
    const behind = (head?.seq ?? 0) - input.seq;
    if (behind > catchUpLimit || behind < 0) return { tooFar: true, events: [] };
    return { tooFar: false, events: await eventsAfter(db, input.siteId, input.seq, catchUpLimit) };
  },
});
