import { eq, or, sql } from "drizzle-orm";
import { z } from "zod";
import { building, place } from "#db/schema/place.ts";
import { placeGuide } from "#db/schema/placeGuide.ts";
import { holds, personIdOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { doneBy } from "../../domain/ticket/claim.ts";
import { id, instant, words } from "../input.ts";
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

export const guideParts = ["way", "access", "valve"] as const;
export type GuidePart = (typeof guideParts)[number];

const said = words(300, false).optional();

/**
 * What whoever goes there next should know: the way, how to get in, where to shut off. Only what is named changes, and
 * only if it still reads as its writer saw it (`seen`; nothing where that is not said). `whole` says that way and valve
 * hold for every place of the building; how to get in is always of the one place. Refusals: NOT_FOUND, STALE with the
 * field and what somebody else has written there (params.theirs).
 */
export const writeGuide = command({
  name: "place.writeGuide",
  input: z.strictObject({
    placeId: id,
    way: said,
    access: said,
    valve: said,
    seen: z.strictObject({ way: said, access: said, valve: said }).default({}),
    whole: z.boolean().default(false),
    /** When it was written, on a phone that was without network. */
    doneAt: instant.optional(),
  }),
  async run({ tx, actor, now }, { placeId, seen, whole, doneAt, ...written }) {
    const [at] = await tx.select().from(place).where(eq(place.id, placeId)).for("update");
    if (at === undefined || !holds(actor, at.siteId, siteRoles("place.writeGuide")))
      throw new Refused(refuse("NOT_FOUND", { field: "placeId" }));
    // What is said of the building is said of every place in it: one writer at a time.
    if (at.buildingId !== null)
      await tx.select().from(building).where(eq(building.id, at.buildingId)).for("update");
    const { way, valve } = await guideOf(tx, at);
    const known: Record<GuidePart, string> = { way, valve, access: at.note ?? "" };
    const forAll = whole && at.buildingId !== null;
    const changed = guideParts.filter((part) => written[part] !== undefined);
    for (const part of changed) {
      if (known[part] === written[part] || known[part] === (seen[part] ?? "")) continue;
      throw new Refused(refuse("STALE", { field: part, params: { theirs: known[part] } }));
    }
    if (written.access !== undefined)
      await tx
        .update(place)
        .set({ note: written.access === "" ? null : written.access })
        .where(eq(place.id, at.id));
    const ways = Object.fromEntries(
      changed.filter((part) => part !== "access").map((part) => [part, written[part] ?? ""]),
    );
    if (Object.keys(ways).length === 0) return { placeId: at.id };
    const whose = forAll ? eq(placeGuide.buildingId, at.buildingId!) : eq(placeGuide.placeId, at.id);
    const [last] = await tx.select({ at: placeGuide.writtenAt }).from(placeGuide).where(whose);
    const of = forAll ? { buildingId: at.buildingId } : { placeId: at.id };
    const by = { writtenById: personIdOf(actor), writtenAt: doneBy(doneAt, last?.at ?? null, now) };
    await tx
      .insert(placeGuide)
      .values({ id: newId(now), ...of, ...ways, ...by })
      .onConflictDoUpdate({
        target: forAll ? placeGuide.buildingId : placeGuide.placeId,
        targetWhere: forAll ? sql`building_id is not null` : sql`place_id is not null`,
        set: { ...ways, ...by },
      });
    // Said of the building now, so what was said of the place alone no longer stands before it.
    const nothing = Object.fromEntries(Object.keys(ways).map((part) => [part, ""]));
    if (forAll) await tx.update(placeGuide).set(nothing).where(eq(placeGuide.placeId, at.id));
    return { placeId: at.id };
  },
});
