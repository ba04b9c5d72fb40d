import { eq, or, sql } from "drizzle-orm";
import { z } from "zod";
import { building, place } from "#db/schema/place.ts";
import { placeGuide } from "#db/schema/placeGuide.ts";
import { holds, personIdOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id, words } from "../input.ts";
import { newId } from "../newId.ts";
import { command, query } from "../operation.ts";
import type { Reader } from "../ticket/load.ts";

/** How to get to a place and where to shut off; what is known of the place itself goes before what holds for its building. */
export async function guideOf(db: Reader, at: typeof place.$inferSelect) {
  const [rows, [house]] = await Promise.all([
    db
      .select()
      .from(placeGuide)
      .where(
        at.buildingId === null
          ? eq(placeGuide.placeId, at.id)
          : or(eq(placeGuide.placeId, at.id), eq(placeGuide.buildingId, at.buildingId)),
      ),
    at.buildingId === null
      ? []
      : db.select({ floors: building.floors }).from(building).where(eq(building.id, at.buildingId)),
  ]);
  const own = rows.find((row) => row.placeId !== null);
  const common = rows.find((row) => row.placeId === null);
  return {
    way: own?.way || common?.way || "",
    valve: own?.valve || common?.valve || "",
    /** Floors of the building; null for a place outside of any. */
    floors: house?.floors ?? null,
  };
}

/** What is known of a place before anybody goes: how to get there and in, where to shut off. Refusal: NOT_FOUND. */
export const readGuide = query({
  name: "place.guide",
  input: z.strictObject({ placeId: id }),
  async run({ db, actor }, { placeId }) {
    const [at] = await db.select().from(place).where(eq(place.id, placeId));
    if (at === undefined || !holds(actor, at.siteId, siteRoles("place.guide")))
      throw new Refused(refuse("NOT_FOUND", { field: "placeId" }));
    return { access: at.note ?? "", ...(await guideOf(db, at)) };
  },
});

/**
 * What whoever goes there next should know: the way, how to get in, where to shut off. `whole` says that way and valve
 * hold for every place of the building; how to get in is always of the one place. Refusal: NOT_FOUND.
 */
export const writeGuide = command({
  name: "place.writeGuide",
  input: z.strictObject({
    placeId: id,
    way: words(300, false).default(""),
    access: words(300, false).default(""),
    valve: words(300, false).default(""),
    whole: z.boolean().default(false),
  }),
  async run({ tx, actor, now }, { placeId, way, access, valve, whole }) {
    const [at] = await tx.select().from(place).where(eq(place.id, placeId)).for("update");
    if (at === undefined || !holds(actor, at.siteId, siteRoles("place.writeGuide")))
      throw new Refused(refuse("NOT_FOUND", { field: "placeId" }));
    await tx
      .update(place)
      .set({ note: access === "" ? null : access })
      .where(eq(place.id, at.id));
    const said = { way, valve, writtenById: personIdOf(actor), writtenAt: now };
    const forAll = whole && at.buildingId !== null;
    const of = forAll ? { buildingId: at.buildingId } : { placeId: at.id };
    await tx
      .insert(placeGuide)
      .values({ id: newId(now), ...of, ...said })
      .onConflictDoUpdate({
        target: forAll ? placeGuide.buildingId : placeGuide.placeId,
        targetWhere: forAll ? sql`building_id is not null` : sql`place_id is not null`,
        set: said,
      });
    // Said of the building now, so what was said of the place alone no longer stands before it.
    if (forAll) await tx.update(placeGuide).set({ way: "", valve: "" }).where(eq(placeGuide.placeId, at.id));
    return { placeId: at.id };
  },
});
