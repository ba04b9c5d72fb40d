import { importPlaces, placesPerCommand } from "../operations/import/places.ts";
import { type Context, perform } from "../operations/operation.ts";
import { uuidOf } from "./key.ts";
import type { Mapping } from "./mapping.ts";
import type { Row } from "./readRows.ts";

type At = Pick<Row, "site" | "address">;

export function siteIdOf(mapping: Mapping, row: Pick<Row, "site">): string {
  return uuidOf("replay", mapping.name, "site", row.site);
}

export function placeIdOf(mapping: Mapping, row: At): string {
  return uuidOf("replay", mapping.name, "place", row.site, row.address);
}

/** Makes every site and building that the rows speak of, in the order in which they come up. Answers with the sites. */
export async function ensurePlaces(
  context: () => Context,
  rows: readonly At[],
  mapping: Mapping,
): Promise<string[]> {
  const sites = new Map<string, Set<string>>();
  for (const { site, address } of rows) {
    if (!sites.has(site)) sites.set(site, new Set());
    sites.get(site)!.add(address);
  }
  for (const [name, addresses] of sites) {
    const site = { id: siteIdOf(mapping, { site: name }), name, timeZone: mapping.openedAt.timeZone };
    const all = [...addresses];
    for (let from = 0; from < all.length; from += placesPerCommand) {
      const buildings = all.slice(from, from + placesPerCommand).map((address) => ({
        id: uuidOf("replay", mapping.name, "building", name, address),
        placeId: placeIdOf(mapping, { site: name, address }),
        address,
      }));
      const key = uuidOf("replay places", JSON.stringify([site, buildings]));
      await perform(importPlaces, context(), { site, buildings }, key);
    }
  }
  return [...sites.keys()].map((site) => siteIdOf(mapping, { site }));
}
