import { and, eq } from "drizzle-orm";
import { household, type PlaceKind, type place } from "#db/schema/place.ts";
import type { Actor } from "../../domain/access/actor.ts";
import { mayReportThere } from "../household/relations.ts";
import { opensPlace } from "../placeCode/open.ts";
import { type Home, homesOf } from "../ticket/followers.ts";
import type { Reader } from "../ticket/load.ts";

/** Rooms that only staff enter: they are shown to nobody who has no home at the site. */
export const staffOnly: readonly PlaceKind[] = ["pump_room", "power_room", "fire_room"];

type Place = Pick<typeof place.$inferSelect, "id" | "siteId" | "kind">;

/**
 * What a resident has to do with a place where they are about to report: their homes at its site, and whether they may
 * ask what is known there. They may at their own home, at any public place, and wherever they have scanned the label.
 */
export async function residentAt(
  db: Reader,
  actor: Actor,
  at: Place,
  placeCode?: string,
): Promise<{ homes: Home[]; may: boolean }> {
  if (actor.kind !== "resident") return { homes: [], may: false };
  const homes = (await homesOf(db, actor.personId)).filter(({ siteId }) => siteId === at.siteId);
  return { homes, may: await mayAskAt(db, at, homes, placeCode) };
}

/** May a resident with these homes at the place's site ask what is known there? */
export async function mayAskAt(
  db: Reader,
  at: Place,
  homesHere: Home[],
  placeCode?: string,
): Promise<boolean> {
  const open =
    at.kind === "home" ? homesHere.some(({ placeId }) => placeId === at.id) : isOpen(at.kind, homesHere);
  return open || (await opensPlace(db, placeCode, at.id));
}

/** May this resident report there? At home it is a right of the relation. A label is asked about apart. */
export async function mayReportFrom(db: Reader, personId: string, at: Place): Promise<boolean> {
  if (at.kind !== "home")
    return isOpen(
      at.kind,
      (await homesOf(db, personId)).filter((home) => home.siteId === at.siteId),
    );
  const [home] = await db
    .select({ id: household.id })
    .from(household)
    .where(and(eq(household.personId, personId), eq(household.placeId, at.id), mayReportThere))
    .limit(1);
  return home !== undefined;
}

function isOpen(kind: PlaceKind, homesHere: Home[]): boolean {
  return homesHere.length > 0 || !staffOnly.includes(kind);
}
