import type { Skill } from "../catalogue/skill.ts";
import type { UrgencyLevel } from "../ticket/ticket.ts";

/** A technician as dispatch sees him at one moment. Times are ISO instants, work is in minutes. */
export type TechnicianNow = {
  id: string;
  skills: Array<{ skill: Skill; level: number; certifiedUntil: string | null }>;
  shiftUntil: string | null;
  capacityMinutes: number;
  openMinutes: number;
  openJobs: number;
  jobsThisWeek: number;
  /** Visits to this building in the last 90 days. */
  visitsHere: number;
  /** Was on this ticket before. */
  hadIt: "done" | "declined" | null;
  /** Has open work in the same building. */
  nearby: boolean;
};

export type Job = { skill: Skill; minutes: number; urgency: UrgencyLevel; certificate: boolean };

/** Why he cannot take it; the first three can not be overruled. */
export const whyNots = [
  "off_shift",
  "no_skill",
  "no_certificate",
  "shift_too_short",
  "over_capacity",
  "declined_it",
] as const;
export type WhyNot = (typeof whyNots)[number];
const absolute: readonly WhyNot[] = ["off_shift", "no_skill", "no_certificate"];

export const factors = ["skill", "load", "nearby", "knows_place", "fairness", "first_attempt"] as const;
export type Factor = (typeof factors)[number];

export type Candidate = {
  technicianId: string;
  /** Sum of the factors, higher is better. */
  score: number;
  factors: Record<Factor, number>;
  whyNot: WhyNot[];
  /** May be sent at all: no absolute reason against it. */
  eligible: boolean;
};

/** The day in `certifiedUntil` still counts as valid. */
function judge(job: Job, who: TechnicianNow, now: string): WhyNot[] {
  const why: WhyNot[] = [];
  const skill = who.skills.find((s) => s.skill === job.skill);
  if (who.shiftUntil === null || who.shiftUntil <= now) why.push("off_shift");
  if (skill === undefined) why.push("no_skill");
  else if (job.certificate && (skill.certifiedUntil === null || skill.certifiedUntil < now.slice(0, 10))) {
    why.push("no_certificate");
  }
  const minutesLeft = who.shiftUntil === null ? 0 : (Date.parse(who.shiftUntil) - Date.parse(now)) / 60_000;
  if (who.shiftUntil !== null && minutesLeft > 0 && minutesLeft < job.minutes) why.push("shift_too_short");
  if (who.openMinutes + job.minutes > who.capacityMinutes) why.push("over_capacity");
  if (who.hadIt === "declined") why.push("declined_it");
  return why;
}

/**
 * Everybody, best first: those free to go, then those with something against them, then those who may not.
 * Each factor is a number from 0 to its weight: skill 30, load 30, nearby 15, knows_place 10, fairness 10, first_attempt 5.
 */
export function rankCandidates(job: Job, technicians: TechnicianNow[], now: string): Candidate[] {
  const busiest = Math.max(1, ...technicians.map((t) => t.jobsThisWeek));
  return technicians
    .map((who): Candidate => {
      const level = who.skills.find((s) => s.skill === job.skill)?.level ?? 0;
      const worth: Record<Factor, number> = {
        skill: level * 10,
        load: Math.round(30 * Math.max(0, 1 - who.openMinutes / Math.max(1, who.capacityMinutes))),
        nearby: who.nearby ? 15 : 0,
        knows_place: Math.min(10, who.visitsHere * 2),
        fairness: Math.round(10 * (1 - who.jobsThisWeek / busiest)),
        first_attempt: who.hadIt === "done" ? 5 : 0,
      };
      const whyNot = judge(job, who, now);
      const score = Object.values(worth).reduce((sum, value) => sum + value, 0);
      return {
        technicianId: who.id,
        score,
        factors: worth,
        whyNot,
        eligible: !whyNot.some((why) => absolute.includes(why)),
      };
    })
    .sort(
      (a, b) =>
        Number(b.eligible) - Number(a.eligible) ||
        a.whyNot.length - b.whyNot.length ||
        b.score - a.score ||
        (a.technicianId < b.technicianId ? -1 : 1),
    );
}
