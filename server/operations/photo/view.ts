import { eq } from "drizzle-orm";
import { place } from "#db/schema/place.ts";
import { photo, ticket } from "#db/schema/ticket.ts";
import { photoOwner } from "../../domain/access/actor.ts";
import { mayTry } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import type { Context } from "../operation.ts";
import { homesOf } from "../ticket/followers.ts";
import { findTicket } from "../ticket/load.ts";
import { firstPhotos } from "../ticket/similar.ts";
import { type PhotoWidth, photoPath } from "./keep.ts";

/** The file of a photo that the actor may see: their own before it is sent, or one on a ticket in their reach. Else NOT_FOUND. */
export async function viewPhoto({ actor, db }: Context, photoId: string, width: PhotoWidth): Promise<string> {
  if (!mayTry(actor, "photo.view")) throw new Refused(refuse("NOT_FOUND"));
  const [row] = await db.select().from(photo).where(eq(photo.id, photoId));
  if (!row) throw new Refused(refuse("NOT_FOUND"));
  const mine = row.uploaderId === photoOwner(actor) && row.ticketId === null;
  if (!mine && !(await showsTheirPublicPlace(db, actor, row)))
    await findTicket(db, actor, "photo.view", row.ticketId ?? "00000000-0000-0000-0000-000000000000");
  return photoPath(photoId, width);
}

/** The first photo of a report about a public place may be seen by every resident of the site: "is it this?". */
async function showsTheirPublicPlace(
  db: Context["db"],
  actor: Context["actor"],
  row: typeof photo.$inferSelect,
): Promise<boolean> {
  if (actor.kind !== "resident" || row.ticketId === null || row.kind !== "report") return false;
  const [at] = await db
    .select({ kind: place.kind, siteId: place.siteId })
    .from(ticket)
    .innerJoin(place, eq(place.id, ticket.placeId))
    .where(eq(ticket.id, row.ticketId));
  // A place in words may be somebody's home.
  if (at === undefined || at.kind === "home" || at.kind === "elsewhere") return false;
  const [homes, first] = await Promise.all([homesOf(db, actor.personId), firstPhotos(db, [row.ticketId])]);
  return homes.some((home) => home.siteId === at.siteId) && first.get(row.ticketId) === row.id;
}
