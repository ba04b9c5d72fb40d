import { readAddress } from "#server/domain/place/address.ts";
import { initialsOf } from "#server/domain/place/initials.ts";
import { plateLine } from "#server/domain/place/plate.ts";
import { certain, distance, findable } from "#server/domain/place/rank.ts";
import type { Place } from "./draft.ts";
import { matches } from "./matches.ts";

type Spot = Pick<Place, "plate" | "kind" | "floor">;

/**
 * The public places that the typed words can mean: those that an address in them names, nearest first, then those whose
 * names, kind or initials hold every word. All of them, in their order, when nothing is typed.
 */
export function findSpots<S extends Spot>(
  typed: string,
  spots: S[],
  site: (spot: S) => string[],
  kind: (spot: S) => string,
): S[] {
  if (typed.trim() === "") return spots;
  const readings = readAddress(typed);
  const all = spots.flatMap((spot) => {
    const far = distance(readings, findable(spot, site(spot)));
    if (far !== null && far < certain) return [{ spot, far }];
    const { zh, en } = spot.plate;
    const names = [
      plateLine(zh),
      plateLine(en),
      kind(spot),
      spot.kind,
      initialsOf(zh.spot ?? ""),
      ...site(spot),
    ];
    if (matches(typed, names)) return [{ spot, far: certain }];
    return far === null ? [] : [{ spot, far }];
  });
  // 电梯坏了: words beside the place hide it only where something else says all of them.
  const sure = all.filter(({ far }) => far <= certain);
  return (sure.length > 0 ? sure : all).sort((a, b) => a.far - b.far).map(({ spot }) => spot);
}
