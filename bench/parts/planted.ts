import { faults } from "#db/seed/catalogue.ts";
import { type Random, randomFrom } from "#db/seed/random.ts";
import { type Told, told } from "./judge.ts";

const hour = 3_600_000;
const begin = Date.parse("2026-03-02T00:00:00Z");
const buildings = 6;
const units = 2;
const roomsPerUnit = 40;

type Fault = (typeof faults)[number];
type Place = { id: string; building: string | null; unit: string | null; isPublic: boolean; name: string };

const chinese = [
  (said: string, where: string) => `${where}${said}，麻烦尽快来看看`,
  (said: string) => `你好，${said}，从昨晚开始的`,
  (said: string, where: string) => `${said}。在${where}，已经半天了`,
  (said: string) => `我们家${said}，老人在家不方便，谢谢`,
  (said: string, where: string) => `师傅您好，${where}那边${said}，越来越厉害了`,
];
const english = [
  (said: string) => `${said}, please send somebody soon`,
  (said: string, where: string) => `Hello, in the ${where}: ${said}. It began last night.`,
  (said: string) => `We have this since this morning: ${said}`,
  (said: string, where: string) => `${where} - ${said} and getting worse`,
];
const rooms: Array<[string, string]> = [
  ["厨房", "kitchen"],
  ["主卧卫生间", "main bathroom"],
  ["阳台", "balcony"],
  ["客厅", "living room"],
  ["门口", "entrance"],
];

/**
 * A season of one estate, made from the demo's catalogue: failures of every fault, a third of them told again by the
 * same home or by another that they reach, in other words, at times in the other language or under a kindred fault.
 * Between them stand traps: the same home with another trouble, the neighbour with the same small one, the other lift.
 */
export function plantedSeries(seed: number, failures: number): Told[] {
  const random = randomFrom(seed);
  const places = estate();
  const homes = places.filter((place) => !place.isPublic);
  const spots = places.filter((place) => place.isPublic);
  const kinds = faults.filter((fault) => fault.code !== "other");
  const series: Told[] = [];
  const running: Array<{ fault: Fault; place: Place; until: number }> = [];
  let count = 0;

  function say(
    cause: string,
    faultCode: string,
    spoken: string,
    place: Place,
    at: number,
    until: number,
  ): void {
    series.push(
      told({
        id: `r${count++}`,
        cause,
        siteId: "estate",
        placeId: place.id,
        buildingId: place.building,
        unit: place.unit,
        isPublic: place.isPublic,
        faultCode,
        text: spoken,
        at: new Date(at).toISOString(),
        until: new Date(until).toISOString(),
      }),
    );
  }

  for (let n = 0; n < failures; n++) {
    const fault = random.pick(kinds);
    const place = random.pick(fault.at === "public" ? spotsFor(fault, spots) : homes);
    const at = begin + n * 0.75 * hour;
    const until = at + between(random, 4, 72) * hour;
    // While a failure lasts, whoever it reaches has the same one and not another.
    const lasting = running.some(
      (other) => other.until > at && other.fault === fault && touches(fault, other.place, place),
    );
    if (lasting) continue;
    running.push({ fault, place, until });
    const words = [...fault.words];
    const first = takeOne(random, words);
    say(`f${n}`, fault.code, sentence(random, first), place, at, until);
    const again = random.chance(0.34) ? random.int(1, 3) : 0;
    for (let k = 0; k < again; k++) {
      const where = whoElse(random, fault, place, homes);
      const kin = kinds.filter((other) => other.categoryCode === fault.categoryCode && other.at === fault.at);
      const code = random.chance(0.12) ? random.pick(kin).code : fault.code;
      const said = words.length > 0 ? takeOne(random, words) : first;
      const later = at + between(random, 0.2, (until - at) / hour) * hour;
      say(`f${n}`, code, sentence(random, said), where, later, until);
    }
    if (random.chance(0.3)) trap(n, fault, place, at);
  }

  function trap(n: number, fault: Fault, place: Place, at: number): void {
    const later = at + between(random, 0.5, 20) * hour;
    const other = random.pick(
      kinds.filter((each) => each.categoryCode !== fault.categoryCode && each.at !== "public"),
    );
    if (fault.scope === "home" && !place.isPublic && random.chance(0.5)) {
      const neighbour = random.pick(
        homes.filter((h) => h.unit === place.unit && h.building === place.building && h !== place),
      );
      say(
        `t${n}`,
        fault.code,
        sentence(random, random.pick(fault.words)),
        neighbour,
        later,
        later + 24 * hour,
      );
    } else {
      const home = place.isPublic ? random.pick(homes) : place;
      say(`t${n}`, other.code, sentence(random, random.pick(other.words)), home, later, later + 24 * hour);
    }
  }

  return series.sort((a, b) => a.at.localeCompare(b.at));
}

function between(random: Random, from: number, to: number): number {
  return from + random.next() * (to - from);
}

function estate(): Place[] {
  const places: Place[] = [];
  for (let b = 1; b <= buildings; b++) {
    const building = String(b);
    for (let u = 1; u <= units; u++) {
      const at = { building, unit: String(u) };
      for (let r = 1; r <= roomsPerUnit; r++) {
        places.push({ id: `${b}-${u}-${r}`, ...at, isPublic: false, name: "" });
      }
      places.push({ id: `${b}-${u}-lift`, ...at, isPublic: true, name: "电梯" });
      for (const name of ["楼道", "大堂", "楼梯"])
        places.push({ id: `${b}-${u}-${name}`, ...at, isPublic: true, name });
    }
  }
  for (const name of ["东门", "西门", "车库", "花园", "活动场地", "泵房", "配电房"])
    places.push({ id: name, building: null, unit: null, isPublic: true, name });
  return places;
}

/** Who tells of it again: the same place, or for what reaches further sometimes a home that it reaches. */
function whoElse(random: Random, fault: Fault, place: Place, homes: Place[]): Place {
  if (place.isPublic || fault.scope === "home" || random.chance(0.35)) return place;
  const reached = homes.filter((home) => touches(fault, place, home));
  return reached.length > 0 ? random.pick(reached) : place;
}

/** Written apart from the domain's own rule, which is what is being judged. */
function touches(fault: Fault, place: Place, other: Place): boolean {
  if (place === other || fault.scope === "site") return true;
  if (place.isPublic && other.isPublic) return false;
  if (fault.scope === "home" || place.building === null || place.building !== other.building) return false;
  return fault.scope === "building" || place.unit === other.unit;
}

/** Lift faults are at lifts, all others at other spots. */
function spotsFor(fault: Fault, spots: Place[]): Place[] {
  return spots.filter((spot) => (spot.name === "电梯") === (fault.skill === "lift"));
}

function sentence(random: Random, said: string): string {
  const [zh, en] = random.pick(rooms);
  return /\p{Script=Han}/u.test(said) ? random.pick(chinese)(said, zh) : random.pick(english)(said, en);
}

function takeOne(random: Random, words: string[]): string {
  return words.splice(random.int(0, words.length - 1), 1)[0]!;
}
