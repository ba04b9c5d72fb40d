import { and, eq, inArray, isNull } from "drizzle-orm";
import { photo } from "#db/schema/ticket.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import type { Work } from "../operation.ts";

/** Puts photos of the work, that its technician has sent, on the ticket; `beforeIds` show how it was. Refusal: NOT_FOUND (photoIds). */
export async function addWorkPhotos(
  { tx, actor }: Work,
  ticketId: string,
  photoIds: string[],
  beforeIds: string[],
): Promise<void> {
  if (photoIds.length === 0) return;
  const own = and(
    inArray(photo.id, photoIds),
    eq(photo.uploaderId, personIdOf(actor) ?? ""),
    isNull(photo.ticketId),
  );
  const kept = await tx.update(photo).set({ ticketId, kind: "after" }).where(own).returning({ id: photo.id });
  if (kept.length !== photoIds.length) throw new Refused(refuse("NOT_FOUND", { field: "photoIds" }));
  if (beforeIds.length > 0)
    await tx.update(photo).set({ kind: "before" }).where(inArray(photo.id, beforeIds));
}
