import { and, asc, eq, gt, ilike, inArray, isNull, ne, or, sql } from "drizzle-orm";
import { z } from "zod";
import { household, place } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import { personIdOf, sitesOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { words } from "../input.ts";
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
    const homes = await db
      .select({ ...columns, relation: household.relation })
      .from(household)
      .innerJoin(place, eq(place.id, household.placeId))
      .where(
        and(
          eq(household.personId, personIdOf(actor) ?? ""),
          or(isNull(household.until), gt(household.until, sql`now()`)),
        ),
      )
      .orderBy(asc(household.since))
      .limit(20);
    const siteIds = [...new Set(homes.map((h) => h.siteId))];
    if (siteIds.length === 0) return { homes, spots: [], sites: [] };
    const buildings = [...new Set(homes.flatMap((h) => (h.buildingId ? [h.buildingId] : [])))];
    const [spots, sites] = await Promise.all([
      db
        .select(columns)
        .from(place)
        .where(
          and(
            inArray(place.siteId, siteIds),
            ne(place.kind, "home"),
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

/** Places at the caller's sites whose written forms contain every word typed; at most twenty. */
export const searchPlaces = query({
  name: "place.search",
  input: z.strictObject({ query: words(60) }),
  async run({ db, actor }, input) {
    const sites = sitesOf(actor, siteRoles("place.search"));
    const parts = input.query.normalize("NFKC").toLowerCase().split(/\s+/).slice(0, 6);
    const like = parts.map((part) => ilike(place.searchKey, `%${part.replaceAll(/[\\%_]/g, "\\$&")}%`));
    const rows = await db
      .select({ ...columns, siteZh: site.nameZh, siteEn: site.nameEn })
      .from(place)
      .innerJoin(site, eq(site.id, place.siteId))
      .where(and(sites === "all" ? undefined : inArray(place.siteId, sites), ...like))
      .orderBy(sql`length(${place.searchKey})`, asc(place.searchKey))
      .limit(20);
    return { places: rows };
  },
});
