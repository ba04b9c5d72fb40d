import { and, asc, eq, inArray, isNotNull, notInArray } from "drizzle-orm";
import { z } from "zod";
import { building, place } from "#db/schema/place.ts";
import { sitesOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { query } from "../operation.ts";

/** What a cut can be announced for at the caller's sites: buildings with their units, and public places. */
export const incidentScopes = query({
  name: "incident.scopes",
  input: z.strictObject({}),
  async run({ db, actor }) {
    const sites = sitesOf(actor, siteRoles("incident.scopes"));
    const ids = sites === "all" ? [] : sites;
    if (ids.length === 0) return { buildings: [], assets: [] };
    const [buildings, units, assets] = await Promise.all([
      db
        .select({
          id: building.id,
          siteId: building.siteId,
          code: building.code,
          nameZh: building.nameZh,
          nameEn: building.nameEn,
        })
        .from(building)
        .where(inArray(building.siteId, ids)),
      db
        .selectDistinct({ buildingId: place.buildingId, unit: place.unit })
        .from(place)
        .where(and(inArray(place.siteId, ids), eq(place.kind, "home"), isNotNull(place.unit))),
      db
        .select({ id: place.id, siteId: place.siteId, plate: place.plate })
        .from(place)
        .where(and(inArray(place.siteId, ids), notInArray(place.kind, ["home", "elsewhere"])))
        .orderBy(asc(place.siteId), asc(place.searchKey))
        .limit(1_000),
    ]);
    const inOrder = (a: string, b: string) => a.localeCompare(b, "en", { numeric: true });
    return {
      buildings: buildings
        .sort((a, b) => inOrder(a.code, b.code))
        .map((one) => ({
          ...one,
          units: units
            .flatMap((each) => (each.buildingId === one.id && each.unit !== null ? [each.unit] : []))
            .sort(inOrder),
        })),
      assets,
    };
  },
});
