import { and, asc, eq, inArray, notInArray, sql } from "drizzle-orm";
import { z } from "zod";
import { type PlaceKind, place, placeKinds } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import { readAddress } from "../../domain/place/address.ts";
import { distance, findable } from "../../domain/place/rank.ts";
import { id, words } from "../input.ts";
import { query } from "../operation.ts";
import { homesOf } from "../ticket/followers.ts";
import { staffOnly } from "./reach.ts";
import { asRead } from "./search.ts";

/** Of one kind; more than these are found by typing. */
const shown = 60;
/** "Did you mean …". */
const proposed = 4;
/** No home, and for whoever has none there no room that only staff enter. */
const never: PlaceKind[] = ["home", "elsewhere"];

const columns = {
  id: place.id,
  siteId: place.siteId,
  buildingId: place.buildingId,
  kind: place.kind,
  floor: place.floor,
  plate: place.plate,
};

/**
 * Public places of one site: of a kind, the caller's own buildings first; or those that the words can mean, likeliest
 * first. Where nothing is asked for, how many there are of each kind.
 */
export const publicSpots = query({
  name: "place.spots",
  input: z.strictObject({
    siteId: id,
    kind: z.enum(placeKinds, { error: "BAD_ID" }).optional(),
    words: words(200, false).default(""),
  }),
  async run({ db, actor }, input) {
    const homes = actor.kind === "resident" ? await homesOf(db, actor.personId) : [];
    const works = actor.kind === "staff" || actor.kind === "system";
    const knows = works || homes.some((home) => home.siteId === input.siteId);
    const hidden = knows ? never : [...never, ...staffOnly];
    const here = and(eq(place.siteId, input.siteId), notInArray(place.kind, hidden));
    if (input.kind === undefined && input.words === "") {
      const kinds = await db
        .select({ kind: place.kind, count: sql<number>`count(*)::int` })
        .from(place)
        .where(here)
        .groupBy(place.kind);
      return { spots: [], kinds };
    }
    if (input.words !== "") return { spots: await meant(), kinds: [] };
    const own = homes.flatMap(({ buildingId }) => (buildingId === null ? [] : [buildingId]));
    const near =
      own.length === 0
        ? []
        : [
            sql`case when ${inArray(place.buildingId, own)} then 0 when ${place.buildingId} is null then 1 else 2 end`,
          ];
    const spots = await db
      .select(columns)
      .from(place)
      .where(and(here, eq(place.kind, input.kind!)))
      .orderBy(...near, sql`length(${place.searchKey})`, asc(place.searchKey))
      .limit(shown);
    return { spots, kinds: [] };

    async function meant() {
      const readings = readAddress(input.words);
      const [at] = await db
        .select({ nameZh: site.nameZh, nameEn: site.nameEn, code: site.code })
        .from(site)
        .where(eq(site.id, input.siteId));
      if (at === undefined || readings.length === 0) return [];
      const rows = await asRead(db, readings, here, [input.siteId]);
      return rows
        .flatMap(({ note: _note, ...row }) => {
          const far = distance(readings, findable(row, [at.nameZh, at.nameEn, at.code]));
          // Words beside the address say what is wrong there; it is only a question.
          return far === null ? [] : [{ row, far }];
        })
        .sort((a, b) => a.far - b.far)
        .slice(0, proposed)
        .map(({ row }) => row);
    }
  },
});
