import { type Kind, kindOf } from "./kind.ts";
import { lessonOf, ranked, type Step, scoresOf, type Weights } from "./model.ts";
import { apart, type Cut, cutUp } from "./pieces.ts";
import type { KnownFault } from "./primer.ts";

/** Each question has numbers of its own; a piece may speak for a fault and against an urgency. */
export const heads = ["fault", "urgency", "scope", "kind"] as const;
export type Head = (typeof heads)[number];
export type Knowledge = Record<Head, Weights>;

export const scopes = ["home", "riser", "building", "site"] as const;
export type Scope = (typeof scopes)[number];
export type Level = 1 | 2 | 3 | 4;

/** Which version of cutting and weighing made a proposal; kept with it. */
export const modelVersion = 1;

/** How many faults are offered. */
const offered = 3;
/** A fault that fewer signs speak for is not offered. */
const least = 0.16;
/** A rival so far behind the first is not worth showing. */
const leastOfFirst = 0.4;
/** Pieces of a report in a sentence or two. */
const fewWords = 40;
/** What the catalogue says of a fault's urgency and scope weighs as much as a handful of rulings. */
const habit = 0.9;
/** How sharply scores become shares; with it, what is called 80 % sure is right about so often. */
const sharpness = 9;

/** Nobody is quite sure of what another person means. */
const surest = 0.99;

/** Which groups of faults a public place suggests by itself. */
const suggestedBy: Record<string, string> = {
  lift: "lifts",
  pump_room: "plumbing",
  power_room: "electrical",
  fire_room: "fire",
  roof: "walls",
  bin_room: "grounds",
  garden: "grounds",
  playground: "grounds",
  gate: "network",
};
const placeWeight = 0.3;

/** Words by which people say how far it reaches, whatever it is. */
const reach: Array<[Scope, RegExp]> = [
  ["site", /整个小区|全小区|小区都|小区全|\b(?:whole|entire) (?:estate|compound|community)\b/i],
  [
    "building",
    /整栋|全楼|整幢|整座|整个?楼|全单元|整个?单元|楼里都|\b(?:whole|entire|all the) (?:building|block|unit|stairwell)\b/i,
  ],
  [
    "riser",
    /楼上楼下(?:都|也)|邻居(?:家)?(?:也|都)|上下几?家|几层都|\bneighbou?rs? (?:too|as well|also|have)\b/i,
  ],
];
const reachWeight = 0.8;
/** Words by which people say that it cannot wait. */
const pressing =
  /老人|孩子|小孩|婴儿|孕妇|残疾|病人|马上|赶紧|立刻|越来越(?:大|严重)|止不住|关不住|快淹|\b(?:elderly|baby|child|disabled|pregnant|urgent(?:ly)?|getting worse|everywhere|flooding|asap)\b/i;
const pressingWeight = 0.5;

export type Why = {
  /** Words of the text that spoke for it, the strongest first. */
  words: string[];
  /** The place spoke for it. */
  place: boolean;
  /** Rulings of the desk spoke for it more than the catalogue did. */
  learned: boolean;
};

export type FaultProposal = {
  faultCode: string;
  categoryCode: string;
  skill: string;
  urgency: Level;
  scope: Scope;
  /** Among all faults that are possible there, 0 to 1. */
  confidence: number;
  why: Why;
};

export type Proposal = {
  kind: Kind;
  kindConfidence: number;
  kindWords: string[];
  /** Best first; empty where the words say nothing. */
  faults: FaultProposal[];
};

type Asked = {
  text: string;
  /** Null while no place is chosen. */
  placeKind: string | null;
  faults: readonly KnownFault[];
  primer: Weights;
  learned: Knowledge;
};

/** Every piece that an answer to this text may need, for fetching what was learned of it. */
export function piecesOf(text: string, placeKind: string | null, faults: readonly KnownFault[]): string[] {
  return [...cutUp(text, placeKind).pieces, ...faults.map(faultPiece)];
}

/** Faults, urgency and scope for these words at such a place, each with why; and whether it is a repair at all. */
export function propose({ text, placeKind, faults, primer, learned }: Asked): Proposal {
  const kind = kindOf(text, learned.kind);
  const cut = cutUp(text, placeKind);
  const said = { kind: kind.kind, kindConfidence: kind.confidence, kindWords: kind.words };
  if (text.trim() === "") return { ...said, faults: [] };
  const possible = new Map(
    faults.filter((fault) => fits(fault, placeKind)).map((fault) => [fault.code, fault]),
  );
  // A story says the same with more words; what it says of one thing is not less for that.
  const told = Math.sqrt(Math.max(1, cut.pieces.length / fewWords));
  const known = ranked(faultScores(cut, placeKind, possible, primer, learned.fault)).map(
    ({ label, score }) => ({ label, score: score * told }),
  );
  const first = known[0]?.score ?? 0;
  const sum = known.reduce((total, { score }) => total + Math.exp(sharpness * (score - first)), 0);
  const good = known.slice(0, offered).filter(({ score }) => score >= Math.max(least, first * leastOfFirst));
  const proposals = good.map(({ label, score }) => {
    const fault = possible.get(label)!;
    return {
      faultCode: fault.code,
      categoryCode: fault.categoryCode,
      skill: fault.skill,
      urgency: urgencyOf(cut, text, fault, learned.urgency),
      scope: scopeOf(cut, text, fault, placeKind, learned.scope),
      confidence: Math.min(surest, round(Math.exp(sharpness * (score - first)) / sum)),
      why: whyOf(
        cut,
        label,
        placeKind,
        suggestedBy[placeKind ?? ""] === fault.categoryCode,
        primer,
        learned.fault,
      ),
    };
  });
  // What nothing can be said for is not offered; and where words speak, the place alone does not.
  const spoken = proposals.filter(({ why }) => why.words.length > 0);
  return { ...said, faults: spoken.length > 0 ? spoken : proposals.filter(({ why }) => why.place) };
}

function fits(fault: KnownFault, placeKind: string | null): boolean {
  return placeKind === null || fault.at === "both" || (fault.at === "home") === (placeKind === "home");
}

function faultScores(
  cut: Cut,
  placeKind: string | null,
  possible: ReadonlyMap<string, KnownFault>,
  primer: Weights,
  learned: Weights,
): Map<string, number> {
  const scores = scoresOf(cut.pieces, primer, learned);
  const suggested = suggestedBy[placeKind ?? ""];
  const weighed = new Map<string, number>();
  for (const [code, fault] of possible) {
    const bonus = suggested !== undefined && fault.categoryCode === suggested ? placeWeight : 0;
    weighed.set(code, (scores.get(code) ?? 0) + bonus);
  }
  return weighed;
}

/** The catalogue's urgency, unless words or rulings speak louder; a danger is never less than what the catalogue says. */
function urgencyOf(cut: Cut, text: string, fault: KnownFault, learned: Weights): Level {
  const scores = urgencyScores(cut, text, fault, learned);
  const best = Number(ranked(scores)[0]!.label);
  return (fault.danger === null ? best : Math.min(best, fault.urgency)) as Level;
}

function urgencyScores(cut: Cut, text: string, fault: KnownFault, learned: Weights): Map<string, number> {
  const scores = scoresOf(withFault(cut, fault), learned);
  const add = (level: number, weight: number) =>
    scores.set(String(level), (scores.get(String(level)) ?? 0) + weight);
  for (const level of [1, 2, 3, 4]) add(level, level === fault.urgency ? habit : 0);
  // Pressing words alone make it one step graver, but never an emergency, and never of a planned job's kind two.
  if (pressing.test(text) && fault.urgency > 2) add(fault.urgency - 1, habit + pressingWeight);
  return scores;
}

function scopeOf(
  cut: Cut,
  text: string,
  fault: KnownFault,
  placeKind: string | null,
  learned: Weights,
): Scope {
  return ranked(scopeScores(cut, text, fault, placeKind, learned))[0]!.label as Scope;
}

function scopeScores(
  cut: Cut,
  text: string,
  fault: KnownFault,
  placeKind: string | null,
  learned: Weights,
): Map<string, number> {
  const scores = scoresOf(withFault(cut, fault), learned);
  const add = (scope: string, weight: number) => scores.set(scope, (scores.get(scope) ?? 0) + weight);
  // A fault that usually stays in one home reaches further where it happens in public.
  const usual =
    fault.scope === "home" && placeKind !== null && placeKind !== "home" ? "building" : fault.scope;
  for (const scope of scopes) add(scope, scope === usual ? habit : 0);
  const said = reach.find(([, words]) => words.test(text))?.[0];
  if (said !== undefined && scopes.indexOf(said) > scopes.indexOf(usual as Scope))
    add(said, habit + reachWeight);
  return scores;
}

function withFault(cut: Cut, fault: KnownFault): string[] {
  return [...cut.pieces, faultPiece(fault)];
}

function faultPiece(fault: KnownFault): string {
  return `f:${fault.code}`;
}

/** Which words carried it, and whether the catalogue or the desk taught that they do. */
function whyOf(
  cut: Cut,
  label: string,
  placeKind: string | null,
  placeSuggests: boolean,
  primer: Weights,
  learned: Weights,
): Why {
  const byWords = new Map<string, number>();
  let [taught, ruled, place] = [0, 0, placeSuggests ? placeWeight : 0];
  for (const piece of cut.pieces) {
    const [fromCatalogue, fromDesk] = [weightOf(primer, piece, label), weightOf(learned, piece, label)];
    taught += Math.max(0, fromCatalogue);
    ruled += Math.max(0, fromDesk);
    const words = cut.wordsOf.get(piece)!;
    if (words === "") place += fromCatalogue + fromDesk;
    else if (piece.startsWith("c:") || words.length > 1)
      byWords.set(words, (byWords.get(words) ?? 0) + fromCatalogue + fromDesk);
  }
  return {
    words: distinct([...byWords].filter(([, weight]) => weight > 0.02).sort((a, b) => b[1] - a[1])),
    place: placeKind !== null && place > 0.1,
    learned: ruled > taught,
  };
}

function weightOf(weights: Weights, piece: string, label: string): number {
  return (weights.get(piece)?.get(label) ?? 0) / 1_000_000;
}

/** At most three, none inside another, with a phrase before the words it is made of. */
function distinct(weighed: Array<[words: string, weight: number]>): string[] {
  const strongest = weighed[0]?.[1] ?? 0;
  const chosen: string[] = [];
  for (const [phrase, weight] of weighed) {
    if (weight < strongest * 0.25) break;
    for (const words of phrase.split(apart)) {
      if (chosen.some((other) => other.includes(words) || shares(other, words))) continue;
      const inside = chosen.findIndex((other) => words.includes(other));
      if (inside >= 0) chosen[inside] = words;
      else if (chosen.length < 3) chosen.push(words);
    }
  }
  return chosen.slice(0, 3);
}

/** Pairs of neighbouring Chinese characters overlap; one of them is enough. */
function shares(a: string, b: string): boolean {
  if (!/\p{Script=Han}/u.test(a + b)) return false;
  return a.at(-1) === b[0] || b.at(-1) === a[0];
}

/** What the desk has ruled. */
export type Ruling = { kind: Kind; faultCode: string | null; urgency: Level | null; scope: Scope | null };
/** Steps for the pieces of one text; `fault` is the piece of the ruled fault, for the questions that depend on it. */
export type Lesson = { pieces: string[]; fault: string | null; steps: Array<Step & { head: Head }> };

/** What a ruling teaches: for each question, what has to be added so that the next such text is read as ruled. */
export function lessonsOf(asked: Asked, ruling: Ruling): Lesson {
  const { text, placeKind, faults, primer, learned } = asked;
  const cut = cutUp(text, placeKind);
  const fault = faults.find(({ code }) => code === ruling.faultCode);
  const steps: Lesson["steps"] = [];
  const add = (head: Head, more: Step[]) => steps.push(...more.map((step) => ({ head, ...step })));
  if (cut.pieces.length === 0) return { pieces: [], fault: null, steps };
  if (kindOf(text, learned.kind).kind !== ruling.kind) {
    const scores = scoresOf(cut.pieces, learned.kind);
    for (const rival of ["repair", kindOf(text).kind]) scores.set(rival, scores.get(rival) ?? 0);
    add("kind", lessonOf(cut.pieces, scores, ruling.kind));
  }
  if (fault !== undefined) {
    const possible = new Map(faults.filter((each) => fits(each, placeKind)).map((each) => [each.code, each]));
    possible.set(fault.code, fault);
    add(
      "fault",
      lessonOf(cut.pieces, faultScores(cut, placeKind, possible, primer, learned.fault), fault.code),
    );
    const dependent = withFault(cut, fault);
    const { urgency, scope } = ruling;
    if (urgency !== null && urgencyOf(cut, text, fault, learned.urgency) !== urgency)
      add("urgency", lessonOf(dependent, urgencyScores(cut, text, fault, learned.urgency), String(urgency)));
    if (scope !== null && scopeOf(cut, text, fault, placeKind, learned.scope) !== scope)
      add("scope", lessonOf(dependent, scopeScores(cut, text, fault, placeKind, learned.scope), scope));
  }
  return { pieces: [...cut.pieces], fault: fault === undefined ? null : faultPiece(fault), steps };
}

/** One number to add. */
export type Delta = { head: Head; piece: string; label: string; step: number };

/** A lesson written out; `sign` -1 takes it back. */
export function deltasOf({ pieces, fault, steps }: Lesson, sign: 1 | -1 = 1): Delta[] {
  return steps.flatMap(({ head, label, step }) => {
    const dependent = fault !== null && (head === "urgency" || head === "scope");
    return [...pieces, ...(dependent ? [fault] : [])].map((piece) => ({
      head,
      piece,
      label,
      step: sign * step,
    }));
  });
}

function round(share: number): number {
  return Math.round(share * 1000) / 1000;
}
