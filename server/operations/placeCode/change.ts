import { and, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { place } from "#db/schema/place.ts";
import { placeCode } from "#db/schema/placeCode.ts";
import { holds, personIdOf } from "../../domain/access/actor.ts";
import { type OperationName, siteRoles } from "../../domain/access/policy.ts";
import { mostLabels, revokeReasons } from "../../domain/place/code.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id } from "../input.ts";
import { hashOf } from "../link/secret.ts";
import { newId } from "../newId.ts";
import { command, type Work } from "../operation.ts";
import { labelSecret } from "./secret.ts";

const placeIds = z
  .array(id, { error: "REQUIRED" })
  .min(1, "REQUIRED")
  .max(mostLabels, `TOO_LONG:${mostLabels}`);

/** The places, locked in one order; NOT_FOUND unless all of them are at the actor's sites. */
async function lockPlaces(work: Work, operation: OperationName, ids: string[]): Promise<string[]> {
  const wanted = [...new Set(ids)];
  const rows = await work.tx
    .select({ id: place.id, siteId: place.siteId })
    .from(place)
    .where(inArray(place.id, wanted))
    .orderBy(place.id)
    .for("update");
  const mine = rows.filter((row) => holds(work.actor, row.siteId, siteRoles(operation)));
  if (mine.length !== wanted.length) throw new Refused(refuse("NOT_FOUND", { field: "placeIds" }));
  return wanted;
}

async function makeFor(work: Work, places: string[]): Promise<number> {
  if (places.length === 0) return 0;
  const made = await work.tx
    .insert(placeCode)
    .values(
      places.map((placeId) => {
        const codeId = newId(work.now);
        return {
          id: codeId,
          placeId,
          secretHash: hashOf(labelSecret(codeId)),
          createdAt: work.now,
          createdById: personIdOf(work.actor),
        };
      }),
    )
    .onConflictDoNothing()
    .returning({ id: placeCode.id });
  return made.length;
}

/** Gives every one of these places a code that opens; those that have one keep it. Refusal: NOT_FOUND. */
export const makePlaceCodes = command({
  name: "placeCode.make",
  input: z.strictObject({ placeIds }),
  async run(work, input) {
    const places = await lockPlaces(work, "placeCode.make", input.placeIds);
    return { made: await makeFor(work, places) };
  },
});

/**
 * Labels that hang there open nothing any more, from this moment; `renew` gives each place a new code to print. Who and
 * why stay on record. Refusal: NOT_FOUND.
 */
export const revokePlaceCodes = command({
  name: "placeCode.revoke",
  input: z.strictObject({
    placeIds,
    reason: z.enum(revokeReasons, { error: "REQUIRED" }),
    renew: z.boolean({ error: "REQUIRED" }),
  }),
  async run(work, input) {
    const places = await lockPlaces(work, "placeCode.revoke", input.placeIds);
    const ended = await work.tx
      .update(placeCode)
      .set({
        revokedAt: work.now,
        revokedById: personIdOf(work.actor),
        revokeReason: input.reason,
      })
      .where(and(inArray(placeCode.placeId, places), isNull(placeCode.revokedAt)))
      .returning({ placeId: placeCode.placeId });
    const again = input.renew ? ended.map((row) => row.placeId) : [];
    return { revoked: ended.length, made: await makeFor(work, again) };
  },
});
