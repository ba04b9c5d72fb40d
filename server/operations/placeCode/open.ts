import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { place } from "#db/schema/place.ts";
import { placeCode } from "#db/schema/placeCode.ts";
import { site } from "#db/schema/site.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { hashOf, looksLikeSecret } from "../link/secret.ts";
import { query, type Tx } from "../operation.ts";

/**
 * What a scanned label stands for: the place and whom to call, never who lives there or what was reported. NOT_FOUND
 * for a code that was revoked and for one that never was.
 */
export const openPlaceCode = query({
  name: "placeCode.open",
  input: z.strictObject({ secret: z.string({ error: "REQUIRED" }).max(60, "BAD_ID") }),
  async run({ db }, input) {
    if (!looksLikeSecret(input.secret)) throw new Refused(refuse("NOT_FOUND", { field: "secret" }));
    const [row] = await db
      .select({ place, site })
      .from(placeCode)
      .innerJoin(place, eq(place.id, placeCode.placeId))
      .innerJoin(site, eq(site.id, place.siteId))
      .where(and(eq(placeCode.secretHash, hashOf(input.secret)), isNull(placeCode.revokedAt)));
    if (row === undefined) throw new Refused(refuse("NOT_FOUND", { field: "secret" }));
    const { id, siteId, kind, floor, plate, buildingId, unit } = row.place;
    const { nameZh, nameEn, hotline, timeZone } = row.site;
    return {
      place: { id, siteId, kind, floor, plate, buildingId, unit },
      site: { id: siteId, nameZh, nameEn, hotline, timeZone },
    };
  },
});

/** What the label says that was scanned: whoever stood before it may report for that place. */
export const placeCodeInput = z.string().max(60, "BAD_ID").optional();

/** Does this label hang at this place? Its holder stood before it. */
export async function opensPlace(
  tx: Pick<Tx, "select">,
  secret: string | undefined,
  placeId: string,
): Promise<boolean> {
  if (!looksLikeSecret(secret)) return false;
  const [row] = await tx
    .select({ id: placeCode.id })
    .from(placeCode)
    .where(
      and(
        eq(placeCode.secretHash, hashOf(secret)),
        eq(placeCode.placeId, placeId),
        isNull(placeCode.revokedAt),
      ),
    );
  return row !== undefined;
}
