import { type Pieces, ranked, scoresOf, type Weights } from "./model.ts";
import { apart, cutUp } from "./pieces.ts";
import { troubles } from "./thesaurus.ts";

/** What somebody wants of the desk. Only a repair sends a technician; the others are better told to somebody else. */
export const kinds = ["repair", "complaint", "question", "suggestion", "thanks", "nothing"] as const;
export type Kind = (typeof kinds)[number];

export type KindRead = {
  kind: Kind;
  /** How far it is ahead of the next, 0 to 1. */
  confidence: number;
  /** The words that say so, as they were typed. */
  words: string[];
};

/** Characters of a message that are read; letters to the authorities run on. */
const charactersRead = 2_000;
/** What a text begins with, often its title, says what it is about. */
const headLength = 44;
const headWeight = 2;

type Cue = { kind: Kind; weight: number; said: RegExp };

const cues: Cue[] = [];

/** Everyday signs of a kind; each counts once, twice in the head of the text. */
function sign(kind: Kind, weight: number, ...said: RegExp[]): void {
  for (const each of said) cues.push({ kind, weight, said: new RegExp(each.source, "gi") });
}

// Somebody did something wrong: a wrong is investigated, not mended.
sign(
  "complaint",
  1.6,
  /投诉|举报|告发|曝光/,
  /\b(?:complain(?:t|ing)?|report(?:ing)? (?:the|my) (?:manager|staff|guard))\b/,
);
sign(
  "complaint",
  1.4,
  /违法|非法|违规|违章|违建|乱收费|乱收|黑物业|官官相护/,
  /\b(?:illegal(?:ly)?|unlawful|fraud)\b/,
);
sign("complaint", 1.2, /强行|强拆|恶意|霸占|侵占|占为己|据为己|私自|擅自|拒绝|违约|威胁|恐吓|欺压|欺骗/);
sign(
  "complaint",
  1.2,
  /封堵|堵占|占用(?:消防|公共|绿地|车位)|拉闸|锁电梯|关停|断水断电|停水停电(?=.{0,12}(?:逼|威胁|物业费|缴))/,
);
sign(
  "complaint",
  1,
  /收费|收取|费用|物业费|物管费|开户费|退还|退款|赔偿|押金|欠费/,
  /\b(?:refund|compensation|overcharged?|fees? (?:too|so) high)\b/,
);
sign("complaint", 0.9, /消防通道|消防连廊|安全通道|生命通道|规划|审批|验收|交房|公示|不达标|不符合|轻质/);
sign(
  "complaint",
  0.9,
  /不作为|态度(?:差|恶劣|不好|很)|推卸|服务差|没人管|骂人|吵架|扰民/,
  /\b(?:rude|unacceptable|disgusting service|ignored me|noisy neighbou?rs?)\b/,
);
sign("complaint", 0.8, /臭气|排放|污染|油烟扰/, /\bneighbou?rs? (?:is|are|keeps?|plays?|parks?)\b/);
sign("complaint", 0.7, /业委会|业主委员会|幼儿园|广告收益|管理混乱|乱停车|停车费/);

// Somebody wants to know something.
sign(
  "question",
  1.6,
  /咨询|多少钱|怎么收费|如何办理|怎么办理|(?:怎么|如何).{0,2}(?:交|缴|办)|在哪里?(?:交|缴|办)|营业时间|几点(?:上班|下班|开门|关门)/,
);
sign(
  "question",
  1,
  /什么时候(?:能|可以|会|开始)|何时(?:能|可以|通|开)|是否(?:可以|能|有)|能否告知|想了解|想问|请问(?!.{0,8}(?:什么时候|何时).{0,6}修)|有没有(?:人|可能)/,
);
sign("question", 0.9, /网上缴费|缴费|电话是多少|联系方式|有何依据|依据是/);
sign(
  "question",
  1.4,
  /\b(?:how much|how do i|how can i|where (?:can|do) i|what time|when (?:will|does|is)|what are the|opening hours|could you tell me|i would like to know)\b/,
);

// Somebody wants something that was never there.
sign("suggestion", 1.4, /建议|提议|倡议|\b(?:suggest(?:ion)?|it would be (?:nice|good|great)|propose)\b/);
sign(
  "suggestion",
  1.2,
  /(?:请求|希望|申请|要求|能否|能不能|可以)[^，。！？]{0,24}(?:安装|加装|增设|增加|新建|开通|改造|更新|用上|通上|配备|设置)/,
);
sign(
  "suggestion",
  0.8,
  /希望(?:能|可以|尽快|贵)|呼吁|定期检查|不定期|宣传|提质|恢复.{0,14}通道|还没有?(?:安装|通)|没有安装/,
);
sign(
  "suggestion",
  1.2,
  /\b(?:please (?:install|add|build|provide)|(?:could|can) (?:you|we) (?:install|add|have|get) (?:a|an|some|more)|should (?:install|add|have more))\b/,
);

// Somebody is content.
sign(
  "thanks",
  2,
  /表扬|点赞|锦旗|(?:非常|十分|特别|很|真)(?:感谢|满意)|(?:已经|都|终于)?修好了|辛苦(?:了|师傅)/,
);
sign("thanks", 0.7, /谢谢(?:师傅|你们|物业)/);
sign(
  "thanks",
  2,
  /\b(?:thank(?:s| you)(?: so much| very much)?(?: for)|great job|well done|works? (?:again|fine|perfectly) now|very happy with)\b/,
);

/** A broken thing in one clause; each pair counts once, up to so many. */
const pairWeight = 1.5;
const mostPairs = 4;
const loneWeight = 0.9;
/** What a wrong or a wish can also speak of: on its own no sign of a repair. */
const vague = new Set([
  "full",
  "missing",
  "dirty",
  "smell",
  "noise",
  "falling",
  "crack",
  "dark",
  "weak",
  "cold",
  "fire",
]);
const mendWords =
  /维修|报修|修一下|来修|检修|抢修|修理|修复|故障|坏了|失灵|爆管|漏水|渗水|停水|没水|没电|不亮|\b(?:repair|fix|broken|leak(?:ing|s)?|not working|does ?n[o']t work|out of order)\b/gi;

/**
 * Is it a repair at all? Signs of each kind are weighed, what the text begins with twice; what the desk has turned away
 * before weighs too. A repair that is also a complaint is a repair: nobody's burst pipe waits for his manners.
 */
export function kindOf(text: string, learned: Weights = new Map()): KindRead {
  const plain = text
    .normalize("NFKC")

    .slice(0, charactersRead);
  const letters = plain.replaceAll(/[^\p{L}]/gu, "");
  if (letters.length < 2 && !namesAnything(letters)) return { kind: "nothing", confidence: 1, words: [] };
  if (/^(?:test(?:ing)?|测试|试一?下|你好|您好|hello|hi|asdf\w*|在吗|qwe\w*|(.)\1+)$/i.test(letters))
    return { kind: "nothing", confidence: 1, words: [letters.slice(0, 12)] };
  const weighed = new Map<Kind, { score: number; words: string[] }>(
    kinds.map((kind) => [kind, { score: 0, words: [] }]),
  );
  const weigh = (kind: Kind, weight: number, at: number, words: string) => {
    const entry = weighed.get(kind)!;
    entry.score += weight * (at < headLength ? headWeight : 1);
    entry.words.push(words);
  };
  for (const { kind, weight, said } of cues) {
    said.lastIndex = 0;
    const hit = said.exec(plain);
    if (hit) weigh(kind, weight, hit.index, hit[0].slice(0, 16));
  }
  brokenThings(plain, (weight, at, words) => weigh("repair", weight, at, words));
  mendWords.lastIndex = 0;
  const mend = mendWords.exec(plain);
  if (mend) weigh("repair", 0.8, mend.index, mend[0]);
  if (learned.size > 0) {
    const pieces: Pieces = cutUp(plain).pieces;
    for (const [label, score] of scoresOf(pieces, learned)) {
      const entry = weighed.get(label as Kind);
      if (entry) entry.score += score * 4;
    }
  }
  // What nobody says much of is read as a repair: the desk looks at it, and nobody is sent away for few words.
  weighed.get("repair")!.score += 0.6;
  const [first, second] = ranked(new Map([...weighed].map(([kind, { score }]) => [kind, score])));
  const kind = first!.label as Kind;
  const ahead =
    (first!.score - second!.score) / Math.max(1, Math.abs(first!.score) + Math.abs(second!.score));
  return { kind, confidence: Math.min(1, ahead), words: distinct(weighed.get(kind)!.words) };
}

function brokenThings(plain: string, weigh: (weight: number, at: number, words: string) => void): void {
  const seen = new Set<string>();
  let lone = false;
  let at = 0;
  for (const clause of plain.split(/(?<=[\n,.;:!?，。；：！？、…])/u)) {
    const { pieces, wordsOf } = cutUp(clause);
    for (const piece of pieces) {
      if (!piece.startsWith("c:") || seen.has(piece)) continue;
      const [thing, trouble] = piece.slice(2).split("+") as [string, string?];
      if (trouble === undefined) {
        if (troubles.has(thing) && !vague.has(thing) && !lone) {
          lone = true;
          weigh(loneWeight, at, wordsOf.get(piece)!);
        }
        continue;
      }
      if (seen.size >= mostPairs) continue;
      seen.add(piece);
      weigh(vague.has(trouble) ? pairWeight / 2 : pairWeight, at, wordsOf.get(piece)!);
    }
    at += clause.length;
  }
}

/** At most three, none inside another. */
function distinct(words: string[]): string[] {
  const chosen: string[] = [];
  for (const each of words.flatMap((pair) => pair.split(apart)))
    if (each !== "" && !chosen.some((other) => other.includes(each) || each.includes(other)))
      chosen.push(each);
  return chosen.slice(0, 3);
}

/** Does the text name any thing or trouble of the trade? */
function namesAnything(text: string): boolean {
  return cutUp(text).pieces.some((piece) => piece.startsWith("c:"));
}
