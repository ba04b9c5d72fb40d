import type { Skill } from "../catalogue/skill.ts";
import { type Grams, likeness } from "./grams.ts";

/** How far a failure reaches; the catalogue says it of each fault. */
export type Scope = "home" | "riser" | "building" | "site";

/** What two reports are compared by. */
export type Facet = {
  siteId: string;
  placeId: string;
  buildingId: string | null;
  unit: string | null;
  /** A lift, a gate, a pump room: a thing of its own, not somebody's home. */
  isPublic: boolean;
  faultCode: string;
  categoryCode: string;
  skill: Skill;
  scope: Scope;
  words: Grams;
  /** When it was reported, an ISO instant. */
  at: string;
};

export const reasonCodes = [
  "same_place",
  "same_unit",
  "same_building",
  "same_site",
  "same_fault",
  "kin_fault",
  "near_time",
  "words",
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

/** `figure`: for near_time the hours between them, for all others a share of 0 to 1. */
export type Reason = { code: ReasonCode; figure: number };

/** `score` 0 to 1. */
export type Verdict = { score: number; reasons: Reason[] };

/** From here on a person is asked whether it is the same. */
export const worthAsking = 0.42;
/** From here on the desk calls it likely the same. */
export const likelySame = 0.6;

/** How near two places are, when the failure reaches from one to the other. */
const nearness = { same_place: 1, same_unit: 0.85, same_building: 0.75, same_site: 0.55 } as const;
type Nearness = keyof typeof nearness;
/** The same distances for a failure that stays where it is. */
const beyondReach: Record<Nearness, number> = {
  same_place: 1,
  same_unit: 0.35,
  same_building: 0.2,
  same_site: 0.08,
};
const reachOf: Record<Scope, readonly Nearness[]> = {
  home: ["same_place"],
  riser: ["same_place", "same_unit"],
  building: ["same_place", "same_unit", "same_building"],
  site: ["same_place", "same_unit", "same_building", "same_site"],
};
const scopes: readonly Scope[] = ["home", "riser", "building", "site"];

/** Faults of one category are easily named one for another, most of all by the same people at the same place. */
const sameFault = 0.8;
const kinHere = { skill: 0.5, category: 0.4 } as const;
const kinElsewhere = { skill: 0.35, category: 0.25 } as const;
const noKin = 0.05;
/** `other` says what a fault is not: two of them are kin only in that, and one may be anything. */
export const catchAll = "other";
const bothCatchAll = 0.3;
const oneCatchAll = 0.2;

/** How much words can add: most to a kindred fault, little to a strange one at another place. */
const wordsOfKin = 0.7;
const wordsHere = 0.5;
const wordsElsewhere = 0.2;
/** Below this likeness, shared pieces are chance. */
const wordsByChance = 0.12;

/** A failure is reported most on its first days; after `fades` hours the advantage has gone by two thirds. */
const fades = 72;
const leastForTime = 0.7;
/** Hours that are still called near. */
const near = 24;

/**
 * How likely two reports tell of one failure: place × problem × time, where the problem is the kinship of the faults
 * or the likeness of the words, each strengthening the other. Two lifts are two failures; a home and the pump room may
 * be one. Symmetric; 0 between sites.
 */
export function weigh(a: Facet, b: Facet): Verdict {
  const where = placeBetween(a, b);
  if (where === null) return { score: 0, reasons: [] };
  const scope = scopes[Math.max(scopes.indexOf(a.scope), scopes.indexOf(b.scope))]!;
  const twoThings = a.isPublic && b.isPublic && where !== "same_place";
  const place = (reachOf[scope].includes(where) && !twoThings ? nearness : beyondReach)[where];
  const { kin, words, problem } = problemBetween(a, b, where);
  const hours = Math.abs(Date.parse(a.at) - Date.parse(b.at)) / 3_600_000;
  const time = leastForTime + (1 - leastForTime) * Math.exp(-hours / fades);
  const reasons: Reason[] = [{ code: where, figure: place }];
  if (kin === sameFault) reasons.push({ code: "same_fault", figure: kin });
  else if (a.categoryCode === b.categoryCode && kin > noKin) reasons.push({ code: "kin_fault", figure: kin });
  if (hours <= near) reasons.push({ code: "near_time", figure: Math.round(hours * 10) / 10 });
  if (words > 0) reasons.push({ code: "words", figure: Math.round(words * 100) / 100 });
  return { score: place * problem * time, reasons };
}

/** How far two reports name one problem, 0 to 1: the kinship of their faults and the likeness of their words. */
export function problemBetween(
  a: Pick<Facet, "faultCode" | "categoryCode" | "skill" | "words">,
  b: Pick<Facet, "faultCode" | "categoryCode" | "skill" | "words">,
  where: Nearness,
): { kin: number; words: number; problem: number } {
  const kin = kinship(a, b, where);
  const shared = likeness(a.words, b.words);
  const words = shared < wordsByChance ? 0 : shared;
  const related = kin > noKin ? wordsOfKin : where === "same_place" ? wordsHere : wordsElsewhere;
  return { kin, words, problem: 1 - (1 - kin) * (1 - related * words) };
}

/** Does a failure of this scope at one place touch the other? */
export function reaches(scope: Scope, from: Spot, to: Spot): boolean {
  const where = placeBetween(from, to);
  return where !== null && reachOf[scope].includes(where);
}

type Spot = Pick<Facet, "siteId" | "placeId" | "buildingId" | "unit">;

function placeBetween(a: Spot, b: Spot): Nearness | null {
  if (a.siteId !== b.siteId) return null;
  if (a.placeId === b.placeId) return "same_place";
  if (a.buildingId === null || a.buildingId !== b.buildingId) return "same_site";
  return a.unit !== null && a.unit === b.unit ? "same_unit" : "same_building";
}

type Kind = Pick<Facet, "faultCode" | "categoryCode" | "skill">;

function kinship(a: Kind, b: Kind, where: Nearness): number {
  const catchAlls = Number(a.faultCode === catchAll) + Number(b.faultCode === catchAll);
  if (catchAlls > 0) return catchAlls === 2 ? bothCatchAll : oneCatchAll;
  if (a.faultCode === b.faultCode) return sameFault;
  if (a.categoryCode !== b.categoryCode) return noKin;
  const kin = where === "same_place" ? kinHere : kinElsewhere;
  return a.skill === b.skill ? kin.skill : kin.category;
}
