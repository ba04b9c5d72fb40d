import type { Skill } from "../catalogue/skill.ts";
import { type Candidate, isFree, type Job, type WhyNot, whyNots } from "../dispatch/candidate.ts";

/**
 * Somebody with the trade, as he stands now; `siteIds` are the sites where he works. `away`: he is off, ill or on a break
 * whatever his shift says; `room`: his hands are not full with this job. ISO instants.
 */
export type Skilled = {
  id: string;
  level: number;
  certifiedUntil: string | null;
  siteIds: string[];
  onShiftUntil: string | null;
  nextShift: string | null;
  away: boolean;
  room: boolean;
};

/** Why nobody may go, and what would help. Ids and times only; names are looked up when it is shown. */
export type Shortfall = {
  skill: Skill;
  certificate: boolean;
  /** When the next of the site's own who may do it starts; null when no such shift is planned. */
  until: string | null;
  /** On shift here and of the trade, but without the valid certificate that the work needs. */
  uncertified: number;
  /** Of this site, off shift: could be called in. */
  callIn: Array<{ id: string; from: string | null }>;
  /** At work on another site: could be lent. */
  lend: Array<{ id: string; siteId: string; until: string }>;
  /** The rest is unknown of alarms from before. It was declined so often that only a lead may send anybody. */
  lead?: boolean;
  /** The least level that the work asks for. */
  level?: number;
  /** Those of the trade who are on shift here, each by the gravest that speaks against him. */
  causes?: Array<{ why: WhyNot; count: number }>;
  /** Who of them has room first, and after how many minutes of the work in his hands. */
  soonest?: { id: string; minutes: number } | null;
  /** Whom a person could send all the same, the best of the list first. */
  overrule?: Array<{ id: string; whyNot: WhyNot[] }>;
};

const offers = 3;

/**
 * Whom a machine would send: nothing speaks against him, and he has not had this job and lost it. The alarm that nobody
 * may go and the machine that finds nobody ask the same.
 */
export function freeOf(ranked: readonly Candidate[], had: readonly string[]): string[] {
  return ranked
    .filter((who) => isFree(who) && !had.includes(who.technicianId))
    .map((who) => who.technicianId);
}

/**
 * What is missing and what would help, for work that nobody on shift at the site may do. `ranked` are the site's own as
 * dispatch weighs them; `today` is the day at the site, YYYY-MM-DD, by which certificates are valid or not.
 */
export function shortfallOf(
  job: Pick<Job, "skill" | "certificate" | "level" | "minutes">,
  siteId: string,
  skilled: readonly Skilled[],
  ranked: readonly Candidate[],
  today: string,
): Shortfall {
  const certified = (who: Skilled) =>
    !job.certificate || (who.certifiedUntil !== null && who.certifiedUntil >= today);
  const able = (who: Skilled) => certified(who) && who.level >= job.level;
  const here = skilled.filter((who) => who.siteIds.includes(siteId));
  const soonest = here
    .filter((who) => able(who) && who.onShiftUntil === null && !who.away)
    .sort((a, b) => ((a.nextShift ?? "9999") < (b.nextShift ?? "9999") ? -1 : 1));
  const there = ranked.filter((who) => !who.whyNot.includes("no_skill") && !who.whyNot.includes("off_shift"));
  return {
    skill: job.skill,
    certificate: job.certificate,
    level: job.level,
    until: soonest[0]?.nextShift ?? null,
    uncertified: here.filter((who) => who.onShiftUntil !== null && !certified(who)).length,
    causes: causesOf(there),
    soonest: soonestRoom(there, job),
    overrule: there
      .filter((who) => who.eligible && !isFree(who))
      .slice(0, offers)
      .map((who) => ({ id: who.technicianId, whyNot: who.whyNot })),
    callIn: soonest.slice(0, offers).map((who) => ({ id: who.id, from: who.nextShift })),
    lend: skilled
      .filter((who) => !who.siteIds.includes(siteId) && who.onShiftUntil !== null && able(who))
      .filter((who) => !who.away && who.room)
      .sort((a, b) => (a.onShiftUntil! > b.onShiftUntil! ? -1 : 1))
      .slice(0, offers)
      .map((who) => ({ id: who.id, siteId: who.siteIds[0] ?? "", until: who.onShiftUntil! })),
  };
}

function causesOf(there: readonly Candidate[]): NonNullable<Shortfall["causes"]> {
  const gravest = there.map((who) => whyNots.find((why) => who.whyNot.includes(why)));
  return whyNots
    .map((why) => ({ why, count: gravest.filter((each) => each === why).length }))
    .filter(({ count }) => count > 0);
}

/** Of those whose hands are full and nothing else: who has worked off enough first. */
function soonestRoom(there: readonly Candidate[], job: Pick<Job, "minutes">): Shortfall["soonest"] {
  const full = there
    .filter((who) => who.whyNot.length === 1 && who.whyNot[0] === "over_capacity")
    .map(({ technicianId, figures: { openMinutes, capacityMinutes } }) => ({
      id: technicianId,
      minutes: openMinutes + job.minutes - capacityMinutes,
      held: openMinutes,
    }))
    // Work that is longer than all that he can carry never fits.
    .filter((who) => who.minutes <= who.held)
    .sort((a, b) => a.minutes - b.minutes || (a.id < b.id ? -1 : 1));
  return full[0] ? { id: full[0].id, minutes: full[0].minutes } : null;
}
