/** The kinds of place that people name instead of a room. */
export type SpotKind =
  | "lift"
  | "lobby"
  | "corridor"
  | "stairs"
  | "pump_room"
  | "power_room"
  | "garage"
  | "roof"
  | "gate"
  | "garden"
  | "playground"
  | "fire_room"
  | "bin_room";

/** Words for each kind; `initials` are typed for it on a latin keyboard. The more particular words come first. */
const vocabulary: Array<{ kinds: SpotKind[]; words: string; initials?: string }> = [
  { kinds: ["lift"], words: "电梯间?|客梯|货梯|消防梯|担架梯|扶梯|轿厢|lifts?|elevators?" },
  { kinds: ["stairs"], words: "楼梯间?|步梯|逃生梯|stairs?|stairwell|stairway" },
  { kinds: ["lobby"], words: "大堂|门厅|单元门口?|入户门厅|lobby|entrance hall" },
  { kinds: ["corridor"], words: "楼道|走廊|过道|走道|电梯厅|corridor|hallway|landing" },
  { kinds: ["pump_room"], words: "水泵房|增压泵房|泵房|booster room|pump ?room" },
  { kinds: ["power_room"], words: "配电[房室间]|强电[间井]|弱电[间井]|开关房|power ?room|switch ?room" },
  { kinds: ["fire_room"], words: "消防控制室|消控室|消防室|监控室|fire control(?: room)?" },
  { kinds: ["garage"], words: "地下车库|地下停车场|停车场|停车库|车库|地库|garage|car ?park|parking" },
  { kinds: ["roof"], words: "屋面|屋顶|楼顶|天台|顶楼平台|roof(?:top)?" },
  { kinds: ["bin_room"], words: "垃圾[房站桶]|垃圾分类[点房]|bin ?room|rubbish room" },
  { kinds: ["playground"], words: "儿童乐园|游乐[场区]|健身[区广场]+|playground" },
  { kinds: ["garden"], words: "绿化带?|花坛|草坪|步道|garden" },
  {
    kinds: ["gate"],
    words: "[东南西北正后侧大]{1,2}门岗?|门岗|岗亭|(?:east|west|north|south|main|back) gate|gate",
  },
];

/** Pinyin initials for a spot; the same letters stand for several. */
const initials: Record<string, SpotKind[]> = {
  dt: ["lift", "lobby"],
  bf: ["pump_room"],
  sbf: ["pump_room"],
  pdf: ["power_room"],
  pds: ["power_room"],
  qdj: ["power_room"],
  ld: ["corridor"],
  zl: ["corridor"],
  lt: ["stairs"],
  ltj: ["stairs"],
  ck: ["garage"],
  dk: ["garage"],
  dxck: ["garage"],
  wm: ["roof"],
  wd: ["roof"],
  dm: ["gate"],
  nm: ["gate"],
  xm: ["gate"],
  bm: ["gate"],
  zm: ["gate"],
  ljf: ["bin_room"],
  xks: ["fire_room"],
};

/** The initials as a pattern, longest first. */
export const spotInitials = `(?:${Object.keys(initials)
  .sort((a, b) => b.length - a.length)
  .join("|")})(?![a-z])`;

const numbered = "(?:[0-9a-z一二三四五六七八九十]{1,2}(?:号|#)?)?";
const all = vocabulary.map(({ words }) => words).join("|");
/** A spot by its words, with the figure that tells it from its neighbours (`2号电梯`, `1号梯`, `Lift 2`). */
const inWords = new RegExp(
  `${numbered}(?:${all})(?:\\s?[0-9]{1,2}(?![0-9a-z号栋幢单层楼室#-])|\\s?[a-z](?:区|座)(?![a-z]))?|[0-9一二三四五六七八九十]{1,2}号梯|东梯|西梯|[0-9]{1,3}号门(?![卫面市诊])`,
  "iy",
);
const typedShort = new RegExp(`${spotInitials}[0-9]?(?![0-9])`, "iy");

export type SpotWords = { said: string; kinds: SpotKind[] };

/** The spot named at this position of folded text, or null. After a name of a place, `门` in a street's name is none. */
export function spotAt(text: string, position: number): SpotWords | null {
  inWords.lastIndex = position;
  const said = inWords.exec(text)?.[0];
  if (said !== undefined) {
    const after = text.slice(position + said.length);
    if (/[a-z]$/i.test(text.slice(0, position)) && /^[a-z]/i.test(said)) return null;
    // 西门街, 电梯厂, 花园小区 and the like are names.
    if (/^(?:街|路|巷|道|厂|公司|村|镇|外街|小区|新村|城|大厦)/.test(after)) return null;
    return { said, kinds: kindsOf(said) };
  }
  // After letters only behind the initials of a unit or a building: 3d2dydt.
  if (/[a-z]/i.test(text[position - 1] ?? "") && !/[0-9](?:d|dy|hl)$/i.test(text.slice(0, position)))
    return null;
  typedShort.lastIndex = position;
  const short = typedShort.exec(text)?.[0];
  if (short === undefined) return null;
  return { said: short, kinds: initials[short.replace(/[0-9]$/, "").toLowerCase()] ?? [] };
}

function kindsOf(said: string): SpotKind[] {
  if (/号梯$|[东西]梯$/.test(said)) return ["lift"];
  if (/号门$/.test(said)) return ["gate"];
  return vocabulary.find(({ words }) => new RegExp(words, "i").test(said))?.kinds ?? [];
}
