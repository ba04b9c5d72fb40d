import { and, count, eq, inArray, isNull } from "drizzle-orm";
import { photo } from "#db/schema/ticket.ts";
import { photoOwner } from "../../domain/access/actor.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import type { Work } from "../operation.ts";

/** Photos that one ticket may carry besides those of the work. */
export const photosPerTicket = 24;

/** Puts photos that the actor has sent on a ticket. NOT_FOUND when one is not theirs or was used already. */
export async function attachPhotos(work: Work, ticketId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const mine = photoOwner(work.actor);
  const missing = new Refused(refuse("NOT_FOUND", { field: "photoIds" }));
  if (new Set(ids).size !== ids.length || mine === null) throw missing;
  const attached = await work.tx
    .update(photo)
    .set({ ticketId, kind: "report" })
    .where(and(inArray(photo.id, ids), eq(photo.uploaderId, mine), isNull(photo.ticketId)))
    .returning({ id: photo.id });
  if (attached.length !== ids.length) throw missing;
}

/** How many photos of the trouble a ticket carries. */
export async function photosOn(work: Work, ticketId: string): Promise<number> {
  const [row] = await work.tx
    .select({ count: count() })
    .from(photo)
    .where(and(eq(photo.ticketId, ticketId), eq(photo.kind, "report")));
  return row?.count ?? 0;
}
