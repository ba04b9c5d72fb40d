import { and, asc, desc, eq, inArray, like, ne, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#db/client.ts";
import { building, type PlaceKind, place } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import { sitesOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { readAddress } from "../../domain/place/address.ts";
import { callings, certain, distance, findable } from "../../domain/place/rank.ts";
import type { Reading } from "../../domain/place/reading.ts";
import { words } from "../input.ts";
import { query } from "../operation.ts";

const shown = 20;
/** Rows fetched for each way of finding before they are ranked. */
const fetched = 200;
/** Shorter figures are no help to the index of written forms. */
const indexed = 3;

const columns = {
  id: place.id,
  siteId: place.siteId,
  buildingId: place.buildingId,
  kind: place.kind,
  floor: place.floor,
  plate: place.plate,
  /** What is to know before going there. */
  note: place.note,
};
type Row = Pick<typeof place.$inferSelect, keyof typeof columns>;
type Named = { id: string; nameZh: string; nameEn: string; code: string };

/**
 * Places at the caller's sites that the typed words can mean: those that an address in them names, nearest first, then
 * those whose written forms contain every word. At most twenty.
 */
export const searchPlaces = query({
  name: "place.search",
  input: z.strictObject({ query: words(60) }),
  async run({ db, actor }, input) {
    const allowed = sitesOf(actor, siteRoles("place.search"));
    const here = allowed === "all" ? undefined : inArray(place.siteId, allowed);
    const readings = readAddress(input.query);
    const [sites, found] = await Promise.all([
      db
        .select({ id: site.id, nameZh: site.nameZh, nameEn: site.nameEn, code: site.code })
        .from(site)
        .where(allowed === "all" ? undefined : inArray(site.id, allowed)),
      asRead(db, readings, here, allowed),
    ]);
    const byId = new Map(sites.map((one) => [one.id, one]));
    const far = (row: Row) => {
      const at = byId.get(row.siteId);
      return distance(readings, findable(row, at ? [at.nameZh, at.nameEn, at.code] : []));
    };
    const ranked = found.flatMap((row) => {
      const distant = far(row);
      return distant === null ? [] : [{ row, distant }];
    });
    if (ranked.filter(({ distant }) => distant < certain).length < shown) {
      const known = new Set(ranked.map(({ row }) => row.id));
      const alike = await asWritten(db, input.query, here, sites);
      for (const row of alike) if (!known.has(row.id)) ranked.push({ row, distant: certain });
    }
    return {
      places: ranked
        .sort((a, b) => a.distant - b.distant)
        .slice(0, shown)
        .map(({ row }) => {
          const at = byId.get(row.siteId);
          return { ...row, siteZh: at?.nameZh ?? "", siteEn: at?.nameEn ?? "" };
        }),
    };
  },
});

/** Places that a reading can name: in its building, else by its room, else by its kind of spot. */
export async function asRead(
  db: Database,
  readings: Reading[],
  here: SQL | undefined,
  allowed: string[] | "all",
): Promise<Row[]> {
  const figures = [...new Set(readings.flatMap((one) => (one.building ? [one.building.figure] : [])))];
  const loose = readings.filter((one) => !one.building);
  const rooms = loose.flatMap(({ room }) => (room && room.figure.length >= indexed ? [room.figure] : []));
  const kinds = loose.flatMap(({ spot, room }) => (spot && !room ? spot.kinds : [])) as PlaceKind[];
  const within = async () => {
    const inBuilding = and(
      allowed === "all" ? undefined : inArray(building.siteId, allowed),
      inArray(sql`upper(${building.code})`, figures),
    );
    const named = await db.select({ id: building.id }).from(building).where(inBuilding).limit(fetched);
    if (named.length === 0) return [];
    const ids = named.map(({ id }) => id);
    const narrow = readings.filter((one) => one.building).map(partsOf);
    return places(db, and(here, inArray(place.buildingId, ids), or(...narrow)), readings);
  };
  const none: Row[] = [];
  const all = await Promise.all([
    figures.length > 0 ? within() : none,
    ...[...new Set(rooms)].map((room) =>
      places(db, and(here, like(place.searchKey, `%${room.toLowerCase()}%`), sameFigure(place.room, room))),
    ),
    kinds.length > 0 ? places(db, and(here, inArray(place.kind, kinds))) : none,
  ]);
  const seen = new Map(all.flat().map((row) => [row.id, row]));
  return [...seen.values()];
}

/** What a reading says besides the building. */
function partsOf({ unit, room, spot }: Reading): SQL {
  const said = and(
    unit && sameFigure(place.unit, unit.figure),
    room && sameFigure(place.room, room.figure),
    spot && inArray(place.kind, spot.kinds),
  );
  return said ?? sql`true`;
}

function sameFigure(column: typeof place.unit | typeof place.room, figure: string): SQL {
  return sql`ltrim(upper(${column}), '0') = ${figure}`;
}

/** Public spots before homes, short names before long ones; homes with a room that was said come before everything. */
function places(db: Database, where: SQL | undefined, readings: Reading[] = []): Promise<Row[]> {
  const rooms = readings.flatMap(({ room }) => (room ? [room.figure] : []));
  const said = rooms.length > 0 ? [desc(sql`coalesce(upper(${place.room}) in ${rooms}, false)`)] : [];
  return db
    .select(columns)
    .from(place)
    .where(and(where, ne(place.kind, "elsewhere")))
    .orderBy(...said, asc(eq(place.kind, "home")), sql`length(${place.searchKey})`, asc(place.searchKey))
    .limit(fetched);
}

/** Places whose written forms hold every word; a word that names a site stands for its places. */
async function asWritten(db: Database, typed: string, here: SQL | undefined, sites: Named[]): Promise<Row[]> {
  const parts = typed.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean).slice(0, 6);
  const holds = parts.map((part) => {
    const written = like(place.searchKey, `%${part.replaceAll(/[\\%_]/g, "\\$&")}%`);
    const named = sites.filter(({ nameZh, nameEn, code }) =>
      [nameZh, nameEn, code].flatMap(callings).some((name) => name.includes(part)),
    );
    if (named.length === 0 || part.length < 2) return written;
    const ids = named.map(({ id }) => id);
    return or(written, inArray(place.siteId, ids));
  });
  return db
    .select(columns)
    .from(place)
    .where(and(here, ne(place.kind, "elsewhere"), ...holds))
    .orderBy(sql`length(${place.searchKey})`, asc(place.searchKey))
    .limit(shown);
}
