import type { Skill } from "../catalogue/skill.ts";

/** Somebody with the trade, as he stands now; `siteIds` are the sites where he works. ISO instants. */
export type Skilled = {
  id: string;
  certifiedUntil: string | null;
  siteIds: string[];
  onShiftUntil: string | null;
  nextShift: string | null;
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
};

const offers = 3;

/** What is missing and what would help, for work that nobody on shift at the site may do. */
export function shortfallOf(
  job: { skill: Skill; certificate: boolean },
  siteId: string,
  skilled: readonly Skilled[],
  now: string,
): Shortfall {
  const certified = (who: Skilled) =>
    !job.certificate || (who.certifiedUntil !== null && who.certifiedUntil >= now.slice(0, 10));
  const here = skilled.filter((who) => who.siteIds.includes(siteId));
  const able = here.filter(certified);
  const soonest = able
    .filter((who) => who.onShiftUntil === null)
    .sort((a, b) => ((a.nextShift ?? "9999") < (b.nextShift ?? "9999") ? -1 : 1));
  return {
    skill: job.skill,
    certificate: job.certificate,
    until: soonest[0]?.nextShift ?? null,
    uncertified: here.filter((who) => who.onShiftUntil !== null && !certified(who)).length,
    callIn: soonest.slice(0, offers).map((who) => ({ id: who.id, from: who.nextShift })),
    lend: skilled
      .filter((who) => !who.siteIds.includes(siteId) && who.onShiftUntil !== null && certified(who))
      .sort((a, b) => (a.onShiftUntil! > b.onShiftUntil! ? -1 : 1))
      .slice(0, offers)
      .map((who) => ({ id: who.id, siteId: who.siteIds[0] ?? "", until: who.onShiftUntil! })),
  };
}
