import type { PlaceKind } from "#db/schema/place.ts";
import type { Source, UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import { faults } from "./catalogue.ts";
import type { Place, Site } from "./estates.ts";
import type { Person, Resident } from "./households.ts";
import { chineseName } from "./names.ts";
import type { Random } from "./random.ts";
import { details, stories } from "./stories.ts";

export type Fault = (typeof faults)[number];

/** What somebody says, before the desk has it. */
export type Said = {
  site: Site;
  place: Place;
  fault: Fault;
  placeWords: string;
  description: string;
  reportedUrgency: UrgencyLevel;
  source: Source;
  reporter: Person | null;
  contactName: string;
  contactPhone: string | null;
};

export type Town = {
  random: Random;
  sites: Site[];
  homes: Map<string, Resident[][]>;
  spots: Map<string, Place[]>;
  neighbours: Map<string, Resident[]>;
};

const rooms = ["", "", "", "厨房", "主卧卫生间", "客卫", "阳台", "客厅", "次卧", "玄关"];
const corners = ["", "", "靠近入口", "最里面", "靠窗一侧"];

export function townOf(
  random: Random,
  sites: Site[],
  places: Place[],
  living: Map<string, Resident[]>,
  except: Person,
): Town {
  const town: Town = { random, sites, homes: new Map(), spots: new Map(), neighbours: new Map() };
  const push = <V>(map: Map<string, V[]>, key: string, value: V) => {
    const list = map.get(key);
    if (list) list.push(value);
    else map.set(key, [value]);
  };
  for (const place of places) {
    if (place.kind !== "home") {
      push(town.spots, `${place.siteId} ${place.kind}`, place);
      continue;
    }
    const residents = (living.get(place.id) ?? []).filter((r) => r.person.phone !== null);
    if (residents.length === 0 || residents.some((r) => r.person === except)) continue;
    push(town.homes, place.siteId, residents);
    for (const resident of residents) {
      push(town.neighbours, place.siteId, resident);
      if (place.buildingId) push(town.neighbours, place.buildingId, resident);
    }
  }
  return town;
}

export function storyOf(fault: Fault) {
  return stories[fault.code]!;
}

/** A report of this fault, or of whatever breaks next, by somebody who would see it. */
export function hear(town: Town, chosen?: Fault): Said {
  const { random } = town;
  const site = random.weighted(town.sites, (s) => (s.code === "CH" ? 0.57 : 0.43));
  const fault = chosen ?? random.weighted(faults, (f) => storyOf(f).often);
  const spots = storyOf(fault).spots.flatMap((kind: PlaceKind) => town.spots.get(`${site.id} ${kind}`) ?? []);
  const atHome = fault.at === "home" || spots.length === 0 || (fault.at === "both" && random.chance(0.78));
  if (atHome) {
    const resident = random.pick(random.pick(town.homes.get(site.id)!));
    return tell(town, site, resident.home, fault, resident.person);
  }
  const place = random.pick(spots);
  const neighbours = town.neighbours.get(place.buildingId ?? site.id) ?? town.neighbours.get(site.id)!;
  return tell(town, site, place, fault, random.pick(neighbours).person);
}

/** The same, said by this person about this place. */
export function tell(town: Town, site: Site, place: Place, fault: Fault, who: Person): Said {
  const { random } = town;
  const story = storyOf(fault);
  const source = sourceOf(town, place, who);
  const known = source !== "qr";
  const stranger = chineseName(random);
  const english = who.locale === "en" && known;
  const language = english ? "en" : "zh";
  return {
    site,
    place,
    fault,
    placeWords: english ? "" : random.pick(place.kind === "home" ? rooms : corners),
    description:
      inWords(random, story[language], fault, place) ??
      inWords(random, story.zh, fault, place) ??
      fault.nameZh,
    reportedUrgency: feltUrgency(random, fault.urgency as UrgencyLevel),
    source,
    reporter: known ? who : null,
    contactName: known ? who.name : stranger.name,
    contactPhone: known ? (who.phone ?? null) : `+861320000${String(random.int(0, 9999)).padStart(4, "0")}`,
  };
}

function sourceOf({ random }: Town, place: Place, who: Person): Source {
  const landline = who.phone?.includes(";ext=") ?? true;
  if (place.kind !== "home" && random.chance(0.2)) return "field";
  if (place.kind !== "home" && random.chance(0.2)) return "qr";
  return landline || random.chance(0.42) ? "hotline" : "portal";
}

/** People feel it much as the desk does; some make less of it, a few more. */
function feltUrgency(random: Random, desk: UrgencyLevel): UrgencyLevel {
  if (desk < 4 && random.chance(0.16)) return (desk + 1) as UrgencyLevel;
  if (desk > 2 && random.chance(0.1)) return (desk - 1) as UrgencyLevel;
  return desk;
}

/** Words that fit the place; people with time on their hands add a little. */
function inWords(random: Random, words: string[], fault: Fault, place: Place): string | null {
  const home = place.kind === "home";
  const fitting = words.filter((w) => fault.at !== "both" || w.startsWith("@") !== home);
  if (fitting.length === 0) return null;
  const said = random.pick(fitting).replace("@", "");
  if (!home || (fault.urgency ?? 4) < 3) return said;
  return said + random.pick(details[/[a-z]$/.test(said) ? "en" : "zh"]);
}
