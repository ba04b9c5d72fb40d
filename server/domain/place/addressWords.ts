import { numerals } from "./figure.ts";
import { type SpotWords, spotAt, spotInitials } from "./spotWords.ts";

export type Mark = "building" | "unit" | "floor" | "room" | "number" | "lane" | "row" | "none";
/** What the words before a figure name; it decides what a figure without a word of its own is. */
export type Name = "start" | "street" | "village" | "estate" | "hall" | "other";
export type FiguresToken = { kind: "figures"; said: string[]; mark: Mark; text: string };
export type Token =
  | FiguresToken
  | { kind: "spot"; spot: SpotWords }
  | { kind: "name"; text: string; name: Name };

const arabic = "[a-z]{0,2}[0-9]{1,6}(?![0-9])(?:[a-eg-rt-z](?![a-z])[0-9]{0,4}(?![0-9]))?";
const chinese = `[${numerals}]{1,6}`;
const joint = "\\s*(?:(?<=[0-9])一(?=[0-9a-z])|[-–—―‒−~/\\\\.·]+)\\s*";

/** Initials end here, or those of a spot follow. */
const noMore = `(?=$|[^a-z]|${spotInitials})`;

/** The word after a figure that says what it counts. Order matters: `号楼` before `号`, `单元` before `号`. */
const marks: Array<[Mark, string]> = [
  ["building", `号楼|號樓|號楼|号搂|号大楼|#楼|#|栋楼?|棟|幢楼?|憧|撞|座|haolou|hl${noMore}|dong(?![a-z])`],
  ["unit", `单元号?|單元|单无|单员|danyuan|dy${noMore}|梯(?=\\s*[0-9])|(?<=[0-9])门(?=\\s*[0-9]|$)`],
  ["room", "室|号房间?|号室|房间?|户|办公室|号档|档口?|商位|店面|shi(?![a-z])|s(?![a-z0-9])"],
  ["floor", "楼层?|樓|层|層|lou(?![a-z])|f(?![a-z])|/f"],
  ["lane", "弄"],
  ["number", "号(?!门(?![卫面市诊])|大街|大道|公?路|街|线|地块|桥|坝|床)院?|號|hao(?![a-z])"],
  ["row", "街(?=\\s*[a-z]?[0-9])|排"],
];
/** A figure before these measures something, or is part of a name. */
const measuredNext =
  /^(?:米|公里|元|年|月|日|点|分|[县省国]道|国际|连锁|平方|%|期|组|区|队|社|村|路|街|道|巷|里|连|营|桥|大院|园|总站|工程|病区|[a-z]{2}(?![a-z])|号(?:大街|大道|公?路|街|线|地块|桥|坝|床))/i;
const initialsNext = new RegExp(`^${spotInitials}`, "i");
const numeral = new RegExp(`[${numerals}]`);

const figure = `(?:${arabic}|[a-z](?![a-z]))`;
const markOf = marks.map(([, words]) => `(${words})`).join("|");
const chain = new RegExp(`第?(${figure}(?:${joint}${figure}){0,5})\\s?(?:${markOf})?`, "iy");
/** Chinese numbers and sides count only with their word, so that 五一新村 stays a name. */
const spelled = new RegExp(`第?([东南西北中甲乙丙丁]|${chinese})(?:${markOf})`, "iy");
const spokenRoom = new RegExp(`${chinese}(?=$|[^${numerals}])`, "y");
const below = /(?:负|富|地下|B)([0-9]|[一二三])(?:楼|层)|架空层|首层|底层|顶[楼层]/iy;
const typedBuilding = new RegExp(`([0-9]{1,3})d(?=[0-9\\s]|$|[-–—_/.]|${spotInitials})`, "iy");
const latin: Array<[Mark, RegExp]> = [
  [
    "building",
    /(?:bldg|building|block|blk|tower)\.?\s*(?:no\.?\s*)?#?([a-z]?[0-9]{1,4}[a-z]?|[a-z])(?![a-z0-9])/iy,
  ],
  ["unit", /unit\.?\s*#?([0-9]{1,2}|[a-z])(?![a-z0-9])/iy],
  ["room", /(?:unit|room|rm|flat|apt|apartment|suite)\.?\s*#?([a-z]?[0-9]{1,6}[a-z]?)(?![a-z0-9])/iy],
  ["floor", /(?:floor|level|fl)\.?\s*([0-9]{1,3})(?![a-z0-9])/iy],
  ["floor", /([0-9]{1,3})(?:st|nd|rd|th)?\s*(?:floor|fl)(?![a-z])/iy],
];
/** A telephone number is part of no place. */
const phone = /(?:\+?86[\s-]?)?(?:1[3-9][0-9][\s-]?[0-9]{4}[\s-]?[0-9]{4}|0[0-9]{2,3}-[0-9]{7,8})(?![0-9])/y;
const split = new RegExp(joint, "i");

/** Folded text cut into figures with their words, spots and the names between them; a postcode at the end is left out. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const end = text.length - (/(?<=\p{Script=Han}.*)[\s_,]+[0-9]{6}$/u.exec(text)?.[0].length ?? 0);
  let [name, position] = ["", 0];
  const flush = () => {
    const words = name.trim();
    if (/[\p{L}\p{N}]/u.test(words)) tokens.push({ kind: "name", text: words, name: nameOf(words) });
    name = "";
  };
  while (position < end) {
    const number = /[0-9]/.test(text[position - 1] ?? "") ? null : at(phone, text, position);
    if (number) {
      name += number[0];
      position += number[0].length;
      continue;
    }
    const found = figuresAt(text, position, tokens.at(-1), name) ?? spotToken(text, position);
    if (found === null) {
      name += text[position++];
      continue;
    }
    flush();
    tokens.push(found.token);
    position += found.length;
  }
  flush();
  return tokens;
}

type Found = { token: Token; length: number };

function spotToken(text: string, position: number): Found | null {
  const spot = spotAt(text, position);
  return spot && { token: { kind: "spot", spot }, length: spot.said.length };
}

function at(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

function figuresAt(text: string, position: number, last: Token | undefined, name: string): Found | null {
  const before = text[position - 1] ?? "";
  const made = (match: RegExpExecArray, mark: Mark, said = [match[1] ?? match[0]]): Found => ({
    token: { kind: "figures", said, mark, text: match[0] },
    length: match[0].length,
  });
  const lower = at(below, text, position);
  if (lower) return made(lower, "floor", [lower[0]]);
  const word = at(spelled, text, position);
  if (word && !numeral.test(before)) {
    const mark = markIn(word, 2);
    if (mark !== "row" && !(mark === "room" && /[^室]$/.test(word[0]) && word[1]!.length < 3))
      return made(word, mark);
  }
  const follows = last?.kind === "figures" && name.trim() === "";
  const spoken = follows ? at(spokenRoom, text, position) : null;
  if (spoken && spoken[0].length >= 3) return made(spoken, "none", [spoken[0]]);
  const alone = position === 0 ? at(spokenRoom, text, 0) : null;
  if (alone && alone[0].length >= 3 && alone[0].length === text.length)
    return made(alone, "none", [alone[0]]);
  // Two letters before the first figure are a site's initials: ch3-2-1502.
  if (position === 0 && /^[a-z]{2}[0-9]/i.test(text)) return null;
  if (/[a-z]/i.test(before) && /[a-z]/i.test(text[position] ?? "")) return null;
  for (const [mark, pattern] of latin) {
    const match = at(pattern, text, position);
    if (match) return made(match, mark);
  }
  if (/[0-9]/.test(before)) return null;
  const typed = at(typedBuilding, text, position);
  if (typed) return made(typed, "building");
  if (spotAt(text, position)) return null;
  const match = at(chain, text, position);
  if (!match) return null;
  const mark = markIn(match, 2);
  const said = match[1]!.split(split);
  const rest = text.slice(position + match[0].length);
  if (mark === "none" && !initialsNext.test(rest) && measuredNext.test(rest)) return null;
  if (/s$/i.test(match[0]) && /^店/.test(rest)) return null;
  // A letter alone is a figure only with a word of its own or in a row of figures.
  if (mark === "none" && said.length === 1 && /^[a-z]+$/i.test(said[0]!)) return null;
  return made(match, mark, said);
}

function markIn(match: RegExpExecArray, first: number): Mark {
  const index = marks.findIndex((_, i) => match[first + i] !== undefined);
  return marks[index]?.[0] ?? "none";
}

function nameOf(words: string): Name {
  if (/(?:新村|开发区|工业园?区|村[一二三四五六七八九十0-9]+区)$/.test(words)) return "other";
  if (/小区$/.test(words)) return "estate";
  if (/(?:路|街|道|巷|段|线|公路)$/.test(words)) return "street";
  if (/(?:村|组|社|队|镇|乡|庄|桥|埭|塘|头|家|山|岭|沙|边|口|[东南西北])$/.test(words)) return "village";
  if (/(?:市场|商城|商贸城|广场|商场|场|中心|大厦|大楼|馆|酒店|城|厦|际)$/.test(words)) return "hall";
  if (/(?:[苑园区里坊府邸庭院寓城郡墅湾居轩阁都期]|花园)$/.test(words)) return "estate";
  return "other";
}
