import type { PlateParts } from "#server/domain/place/plate.ts";

/** A longer name leaves no room for the fault beside it. */
const longest = 6;

type Named = { code: string; name: string };

/**
 * How a plate names its site on a wall, so that no place is cut and every fault can be read: not at all where the wall shows
 * one site, by name where the names are short, else by the code that stands in every ticket's number.
 */
export function siteNames(sites: readonly Named[]): "none" | "names" | "codes" {
  if (sites.length < 2) return "none";
  return sites.every(({ name }) => name.length <= longest) ? "names" : "codes";
}

export function withSite(parts: PlateParts, how: ReturnType<typeof siteNames>, code: string): PlateParts {
  if (how === "names") return parts;
  const { site, ...place } = parts;
  // A place that is the site itself has nothing else to be called by.
  if (Object.values(place).every((part) => !part)) return parts;
  return how === "none" || !site ? place : { site: code, ...place };
}
