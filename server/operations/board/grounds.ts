import { and, asc, eq, isNotNull, isNull, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { building, place } from "#db/schema/place.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id } from "../input.ts";
import { query } from "../operation.ts";
import { watchedSites } from "./snapshot.ts";

const mostBuildings = 5_000;
const mostSpots = 1_000;

type Words = { zh: string; en: string };
export type GroundsBuilding = {
  id: string;
  code: string;
  /** As its plates say it. */
  name: Words;
  floors: number;
  homes: number;
  units: Array<{ code: string; name: Words; homes: number }>;
};
export type GroundsSpot = { placeId: string; kind: string; name: Words };

/**
 * What stands on a site: its buildings by number with their units, and the public spots that belong to none. NOT_FOUND
 * for a site that the caller may not watch.
 */
export const boardGrounds = query({
  name: "board.grounds",
  input: z.strictObject({ siteId: id }),
  async run({ db, actor }, { siteId }) {
    if (!watchedSites(actor).includes(siteId)) throw new Refused(refuse("NOT_FOUND", { field: "siteId" }));
    const said = (language: "zh" | "en", part: "building" | "unit") =>
      sql<string | null>`min(${place.plate}->${language}->>${part})`;
    const [houses, parts, spots] = await Promise.all([
      db
        .select()
        .from(building)
        .where(eq(building.siteId, siteId))
        // 2 before 10.
        .orderBy(sql`length(substring(${building.code} from '^[0-9]+')) nulls last`, asc(building.code))
        .limit(mostBuildings),
      db
        .select({
          buildingId: place.buildingId,
          unit: place.unit,
          zh: said("zh", "building"),
          en: said("en", "building"),
          unitZh: said("zh", "unit"),
          unitEn: said("en", "unit"),
          homes: sql<number>`count(*) filter (where ${place.kind} = 'home')::int`,
        })
        .from(place)
        .where(and(eq(place.siteId, siteId), isNotNull(place.buildingId)))
        .groupBy(place.buildingId, place.unit)
        .orderBy(sql`length(${place.unit})`, asc(place.unit)),
      db
        .select({ placeId: place.id, kind: place.kind, plate: place.plate })
        .from(place)
        .where(and(eq(place.siteId, siteId), isNull(place.buildingId), ne(place.kind, "home")))
        .orderBy(asc(place.kind), asc(place.searchKey))
        .limit(mostSpots),
    ]);
    const byBuilding = Map.groupBy(parts, (part) => part.buildingId!);
    const buildings: GroundsBuilding[] = houses.map((house) => {
      const own = byBuilding.get(house.id) ?? [];
      return {
        id: house.id,
        code: house.code,
        name: { zh: own[0]?.zh ?? house.nameZh, en: own[0]?.en ?? house.nameEn },
        floors: house.floors,
        homes: own.reduce((sum, part) => sum + part.homes, 0),
        units: own.flatMap(({ unit, unitZh, unitEn, homes }) =>
          unit === null ? [] : [{ code: unit, name: { zh: unitZh ?? unit, en: unitEn ?? unit }, homes }],
        ),
      };
    });
    return {
      siteId,
      buildings,
      spots: spots.map(({ placeId, kind, plate }): GroundsSpot => {
        return { placeId, kind, name: { zh: plate.zh.spot ?? "", en: plate.en.spot ?? "" } };
      }),
    };
  },
});
