import { eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { building, place } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import { siteCodes } from "../../domain/place/siteCode.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id, words } from "../input.ts";
import { command, type Work } from "../operation.ts";

export const placesPerCommand = 500;

/**
 * Makes sure that a site and its buildings exist, each building with one public spot to report at; what is there stays
 * as it is. Answers with the site's code and the place of each building, in the order asked. NOT_FOUND when one of
 * the ids belongs to something else.
 */
export const importPlaces = command({
  name: "import.places",
  input: z.strictObject({
    site: z.strictObject({ id, name: words(100), timeZone: z.string().min(1).max(60) }),
    buildings: z.array(z.strictObject({ id, placeId: id, address: words(120) })).max(placesPerCommand),
  }),
  async run(work, input) {
    const code = await ensureSite(work, input.site);
    const siteId = input.site.id;
    if (input.buildings.length === 0) return { code, places: [] };
    await work.tx
      .insert(building)
      .values(
        input.buildings.map(({ id, address }) => ({
          id,
          siteId,
          code: address,
          nameZh: address,
          nameEn: address,
          floors: 1,
        })),
      )
      .onConflictDoNothing();
    await work.tx
      .insert(place)
      .values(input.buildings.map((wanted) => publicSpot(siteId, wanted)))
      .onConflictDoNothing();
    const found = await work.tx
      .select({ id: place.id })
      .from(place)
      .where(
        inArray(
          place.id,
          input.buildings.map((wanted) => wanted.placeId),
        ),
      );
    if (found.length !== input.buildings.length) {
      throw new Refused(refuse("NOT_FOUND", { field: "buildings" }));
    }
    return { code, places: input.buildings.map((wanted) => wanted.placeId) };
  },
});

type Wanted = { id: string; placeId: string; address: string };

function publicSpot(siteId: string, { id: buildingId, placeId, address }: Wanted) {
  return {
    id: placeId,
    siteId,
    buildingId,
    kind: "other" as const,
    plate: {
      zh: { building: address, spot: "公共区域" },
      en: { building: address, spot: "Common area" },
    },
    searchKey: address.toLowerCase(),
  };
}

async function ensureSite(
  { tx }: Work,
  wanted: { id: string; name: string; timeZone: string },
): Promise<string> {
  const [there] = await tx.select({ code: site.code }).from(site).where(eq(site.id, wanted.id));
  if (there) return there.code;
  for (const code of siteCodes(wanted.name)) {
    const made = await tx
      .insert(site)
      .values({
        id: wanted.id,
        code,
        nameZh: wanted.name,
        nameEn: wanted.name,
        timeZone: wanted.timeZone,
        hotline: "",
      })
      .onConflictDoNothing({ target: site.code })
      .returning({ id: site.id });
    if (made.length === 0) continue;
    return code;
  }
  throw new Refused(refuse("NOT_FOUND", { field: "site" }));
}
