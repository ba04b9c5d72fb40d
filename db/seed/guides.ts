import type { placeGuide } from "#db/schema/placeGuide.ts";
import type { Building, Place, Site } from "./estates.ts";
import type { Random } from "./random.ts";

type Guide = typeof placeGuide.$inferInsert;
type Grounds = { sites: Site[]; buildings: Building[]; places: Place[]; from: number };

const gates = ["东门", "南门", "北门"] as const;
const walls = ["左手", "右手"] as const;
/** Where the valve of one home is, if it is not the meter cupboard of its floor. */
const ownValves = [
  "厨房水槽下，最里面那个",
  "卫生间吊顶检修口里",
  "阳台洗衣机后面，要先挪机器",
  "入户门左侧弱电箱下面",
] as const;

/** Ways and valves as the crew of an estate knows them: of every building, and of the few homes that differ. */
export function guidesTo(random: Random, { sites, buildings, places, from }: Grounds): Guide[] {
  const writtenAt = new Date(from);
  const row = (of: { buildingId: string } | { placeId: string }, way: string, valve: string): Guide => ({
    id: random.id(from),
    buildingId: "buildingId" in of ? of.buildingId : null,
    placeId: "placeId" in of ? of.placeId : null,
    way,
    valve,
    writtenAt,
  });
  const guides = buildings.map((house) => {
    const first = sites.find(({ id }) => id === house.siteId)?.code === sites[0]?.code;
    const gate = first ? random.pick(gates) : "大门";
    return row(
      { buildingId: house.id },
      `从${gate}进，直走到路口往${random.pick(walls)}，${house.nameZh}；工具车停楼后货车位。`,
      "每层水表井左起第几个就是几号门，顺时针关；整栋总阀在地下一层水泵旁。",
    );
  });
  const homes = places.filter(({ kind }) => kind === "home");
  for (const home of homes) {
    if (random.chance(0.06)) guides.push(row({ placeId: home.id }, "", random.pick(ownValves)));
  }
  return guides;
}
