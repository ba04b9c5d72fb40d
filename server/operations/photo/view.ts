import { eq } from "drizzle-orm";
import { photo } from "#db/schema/ticket.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { mayTry } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import type { Context } from "../operation.ts";
import { findTicket } from "../ticket/load.ts";
import { type PhotoWidth, photoPath } from "./keep.ts";

/** The file of a photo that the actor may see: their own before it is sent, or one on a ticket in their reach. Else NOT_FOUND. */
export async function viewPhoto({ actor, db }: Context, photoId: string, width: PhotoWidth): Promise<string> {
  if (!mayTry(actor, "photo.view")) throw new Refused(refuse("NOT_FOUND"));
  const [row] = await db.select().from(photo).where(eq(photo.id, photoId));
  if (!row) throw new Refused(refuse("NOT_FOUND"));
  const mine = row.uploaderId === personIdOf(actor) && row.ticketId === null;
  if (!mine)
    await findTicket(db, actor, "photo.view", row.ticketId ?? "00000000-0000-0000-0000-000000000000");
  return photoPath(photoId, width);
}
