import { and, asc, eq, inArray, isNull, notInArray, or } from "drizzle-orm";
import { z } from "zod";
import { household, place } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { holdsNow, toRelation } from "../household/relations.ts";
import { type Context, query } from "../operation.ts";

const columns = {
  id: place.id,
  siteId: place.siteId,
  buildingId: place.buildingId,
  kind: place.kind,
  floor: place.floor,
  plate: place.plate,
};

/** A resident's own homes, and the public places of the sites and buildings where these are. */
export const placeChoices = query({
  name: "place.choices",
  input: z.strictObject({}),
  async run({ db, actor }: Context) {
    const all = await db
      .select({ ...columns, held: household })
      .from(household)
      .innerJoin(place, eq(place.id, household.placeId))
      .where(and(eq(household.personId, personIdOf(actor) ?? ""), holdsNow))
      .orderBy(asc(household.since))
      .limit(20);
    const homes = all
      .filter(({ held }) => toRelation(held).rights.report)
      .map(({ held, ...home }) => ({ ...home, relation: held.relation }));
    const siteIds = [...new Set(all.map((h) => h.siteId))];
    if (siteIds.length === 0) return { homes, spots: [], sites: [] };
    const buildings = [...new Set(all.flatMap((h) => (h.buildingId ? [h.buildingId] : [])))];
    const [spots, sites] = await Promise.all([
      db
        .select(columns)
        .from(place)
        .where(
          and(
            inArray(place.siteId, siteIds),
            notInArray(place.kind, ["home", "elsewhere"]),
            buildings.length > 0
              ? or(isNull(place.buildingId), inArray(place.buildingId, buildings))
              : isNull(place.buildingId),
          ),
        )
        .orderBy(asc(place.buildingId), asc(place.kind), asc(place.searchKey))
        .limit(300),
      db
        .select({
          id: site.id,
          nameZh: site.nameZh,
          nameEn: site.nameEn,
          hotline: site.hotline,
          timeZone: site.timeZone,
        })
        .from(site)
        .where(inArray(site.id, siteIds)),
    ]);
    return { homes, spots, sites };
  },
});
