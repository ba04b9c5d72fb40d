import type { building, place } from "#db/schema/place.ts";
import type { site } from "#db/schema/site.ts";
import { initialsOf } from "#server/domain/place/initials.ts";
import type { PlateParts } from "#server/domain/place/plate.ts";
import type { Random } from "./random.ts";

export type Site = typeof site.$inferInsert;
export type Building = typeof building.$inferInsert;
export type Place = typeof place.$inferInsert;
type PlaceKind = Place["kind"];

type House = { codes: number[]; units: number; floors: number; homesPerFloor: number };
type Estate = {
  code: string;
  nameZh: string;
  nameEn: string;
  short: { zh: string; en: string };
  hotline: string;
  houses: House[];
  /** Spots that belong to no building: kind, Chinese, English. */
  spots: Array<[PlaceKind, string, string]>;
};

const estates: Estate[] = [
  {
    code: "CH",
    nameZh: "翠湖花园",
    nameEn: "Cuihu Gardens",
    short: { zh: "翠湖", en: "Cuihu" },
    hotline: "+862155500100",
    houses: [
      { codes: [1, 2, 3, 4, 5, 6, 7, 8], units: 2, floors: 18, homesPerFloor: 2 },
      { codes: [9, 10, 11, 12], units: 3, floors: 11, homesPerFloor: 2 },
    ],
    spots: [
      ["gate", "东门", "East Gate"],
      ["gate", "南门", "South Gate"],
      ["gate", "北门", "North Gate"],
      ["garage", "地下车库A区", "Garage Zone A"],
      ["garage", "地下车库B区", "Garage Zone B"],
      ["garage", "地下车库C区", "Garage Zone C"],
      ["pump_room", "中心泵房", "Main Pump Room"],
      ["power_room", "1号配电房", "Power Room 1"],
      ["power_room", "2号配电房", "Power Room 2"],
      ["fire_room", "消防控制室", "Fire Control Room"],
      ["garden", "中央花园", "Central Garden"],
      ["garden", "湖滨步道", "Lakeside Path"],
      ["playground", "儿童乐园", "Playground"],
      ["playground", "健身广场", "Fitness Corner"],
      ["bin_room", "东区垃圾房", "East Bin Room"],
      ["bin_room", "西区垃圾房", "West Bin Room"],
      ["other", "会所", "Clubhouse"],
    ],
  },
  {
    code: "HT",
    nameZh: "海棠苑",
    nameEn: "Haitang Court",
    short: { zh: "海棠", en: "Haitang" },
    hotline: "+862155500200",
    houses: [
      { codes: [1, 2, 3], units: 1, floors: 26, homesPerFloor: 4 },
      { codes: [4], units: 2, floors: 26, homesPerFloor: 3 },
      { codes: [5, 6, 7, 8], units: 4, floors: 6, homesPerFloor: 2 },
    ],
    spots: [
      ["gate", "正门", "Main Gate"],
      ["gate", "西门", "West Gate"],
      ["garage", "地下车库", "Garage"],
      ["pump_room", "泵房", "Pump Room"],
      ["power_room", "配电房", "Power Room"],
      ["fire_room", "消防控制室", "Fire Control Room"],
      ["garden", "海棠园", "Haitang Garden"],
      ["garden", "林荫道", "Shaded Walk"],
      ["playground", "儿童游乐区", "Playground"],
      ["bin_room", "垃圾房", "Bin Room"],
      ["other", "物业服务中心", "Service Centre"],
    ],
  },
];

/** Pinyin initials that people type for a kind of spot. */
const typed: Record<PlaceKind, string> = {
  home: "",
  lift: "dt 电梯 elevator",
  lobby: "dt 大堂 lobby",
  corridor: "ld 楼道 走廊 hallway",
  stairs: "lt 楼梯 stairwell",
  pump_room: "bf 泵房",
  power_room: "pdf 配电房",
  garage: "ck 车库 parking",
  roof: "wm 屋面 楼顶",
  gate: "m 大门 门岗",
  garden: "hy 花园 绿化",
  playground: "yl 游乐",
  fire_room: "xf 消防",
  bin_room: "ljf 垃圾房",
  other: "",
  elsewhere: "",
};

const homeNotes = [
  "家有小型犬，敲门前请先打电话",
  "老人独居，按铃后请多等一会儿",
  "水表总阀在楼道水表井左侧第二个",
  "白天无人，18:30 以后上门",
  "家有婴儿，午后请勿按门铃",
  "门铃已坏，请敲门",
  "进门请穿鞋套",
  "强电箱在玄关鞋柜后面",
  "燃气阀在厨房吊柜内",
  "业主听力不好，请拨打电话",
];

export type Grounds = { sites: Site[]; buildings: Building[]; places: Place[] };

/** Both estates with every home and public spot. Ids are dated `founded`, ms. */
export function buildEstates(random: Random, founded: number): Grounds {
  const grounds: Grounds = { sites: [], buildings: [], places: [] };
  for (const estate of estates) {
    const siteId = random.id(founded);
    const { code, nameZh, nameEn, hotline } = estate;
    grounds.sites.push({
      id: siteId,
      code,
      nameZh,
      nameEn,
      timeZone: "Asia/Shanghai",
      hotline,
      seq: 0,
      headHash: "",
    });
    for (const house of estate.houses) {
      for (const number of house.codes) addBuilding(grounds, estate, siteId, house, number, random, founded);
    }
    for (const [kind, zh, en] of estate.spots) {
      grounds.places.push(spotAt(random.id(founded), estate, siteId, kind, { zh, en }));
    }
  }
  return grounds;
}

type Where = { building?: { id: string; number: number }; unit?: number | undefined };

function plateOf(estate: Estate, at: Where, last: { room?: string; spot?: { zh: string; en: string } }) {
  const parts = (language: "zh" | "en"): PlateParts => ({
    site: estate.short[language],
    ...(at.building && {
      building: language === "zh" ? `${at.building.number}栋` : `Bldg ${at.building.number}`,
    }),
    ...(at.unit !== undefined && { unit: language === "zh" ? `${at.unit}单元` : `Unit ${at.unit}` }),
    ...(last.room !== undefined && { room: last.room }),
    ...(last.spot && { spot: last.spot[language] }),
  });
  return { zh: parts("zh"), en: parts("en") };
}

/** What people type for the whole estate. */
function siteKey({ short, nameZh }: Estate): string {
  return `${short.zh} ${short.en} ${initialsOf(nameZh)}`;
}

function spotAt(
  id: string,
  estate: Estate,
  siteId: string,
  kind: PlaceKind,
  spot: { zh: string; en: string },
  at: Where = {},
): Place {
  const { building, unit } = at;
  const zh = `${building ? `${building.number}栋` : ""}${unit ? `${unit}单元` : ""}${spot.zh}`;
  const initials = building ? `${building.number}d${unit ? `${unit}dy` : ""}` : "";
  const dashed = [building?.number, unit].filter(Boolean).join("-");
  const en = [building && `bldg ${building.number}`, unit && `unit ${unit}`, spot.en]
    .filter(Boolean)
    .join(" ");
  return {
    id,
    siteId,
    buildingId: building?.id ?? null,
    kind,
    unit: unit ? String(unit) : null,
    floor: null,
    room: null,
    plate: plateOf(estate, at, { spot }),
    note:
      kind === "pump_room" || kind === "power_room"
        ? "钥匙在监控室登记领取，进出锁门"
        : kind === "roof"
          ? "屋面门钥匙在门岗"
          : null,
    searchKey:
      `${zh} ${dashed && `${dashed}-${spot.zh}`} ${initials} ${en} ${typed[kind]} ${initialsOf(spot.zh)} ${siteKey(estate)}`
        .replaceAll(/\s+/g, " ")
        .trim()
        .toLowerCase(),
  };
}

function addBuilding(
  grounds: Grounds,
  estate: Estate,
  siteId: string,
  house: House,
  number: number,
  random: Random,
  founded: number,
): void {
  const buildingId = random.id(founded);
  grounds.buildings.push({
    id: buildingId,
    siteId,
    code: String(number),
    nameZh: `${number}栋`,
    nameEn: `Building ${number}`,
    floors: house.floors,
  });
  const building = { id: buildingId, number };
  const spot = (kind: PlaceKind, zh: string, en: string, unit?: number) =>
    grounds.places.push(spotAt(random.id(founded), estate, siteId, kind, { zh, en }, { building, unit }));
  for (let unit = 1; unit <= house.units; unit++) {
    const lifts = house.floors >= 18 ? 2 : house.floors >= 7 ? 1 : 0;
    for (let lift = 1; lift <= lifts; lift++) spot("lift", `${lift}号梯`, `Lift ${lift}`, unit);
    spot("lobby", "大堂", "Lobby", unit);
    spot("corridor", "楼道", "Corridor", unit);
    spot("stairs", "楼梯间", "Stairs", unit);
    for (let floor = 1; floor <= house.floors; floor++) {
      for (let door = 1; door <= house.homesPerFloor; door++) {
        const room = `${floor}${String(door).padStart(2, "0")}`;
        grounds.places.push({
          id: random.id(founded),
          siteId,
          buildingId,
          kind: "home",
          unit: String(unit),
          floor,
          room,
          plate: plateOf(estate, { building, unit }, { room }),
          note: random.chance(0.07) ? random.pick(homeNotes) : null,
          searchKey: [
            `${number}-${unit}-${room}`,
            `${number}栋${unit}单元${room}`,
            `${number}d${unit}dy${room}`,
            `${number}栋${room}`,
            `${number}d${room}`,
            `${number}#${unit}-${room}`,
            `bldg ${number} unit ${unit} ${room}`,
            siteKey(estate),
          ]
            .join(" ")
            .toLowerCase(),
        });
      }
    }
  }
  spot("roof", "屋面", "Roof");
  if (house.floors >= 7) spot("power_room", "强电间", "Switch Room");
  if (house.floors >= 18) spot("pump_room", "增压泵房", "Booster Room");
}
