import type { Skill } from "../catalogue/skill.ts";
import type { UrgencyLevel } from "../ticket/ticket.ts";
import type { Overrule } from "./overrule.ts";

/** A technician as dispatch sees him at one moment. Times are ISO instants, work is in minutes. */
export type TechnicianNow = {
  id: string;
  skills: Array<{ skill: Skill; level: number; certifiedUntil: string | null }>;
  /** When he is no longer there: shifts that touch are one; null off shift. */
  shiftUntil: string | null;
  capacityMinutes: number;
  openMinutes: number;
  openJobs: number;
  jobsThisWeek: number;
  /** Visits to this building in the last 90 days. */
  visitsHere: number;
  /** Was on this ticket before. */
  hadIt: "done" | "declined" | null;
  /** Not there although his shift says so. */
  away?: "break" | "off" | "ill" | null;
  /** The home would rather not have him again. */
  keptAway?: boolean;
  /** Cannot be there at the time that is agreed with the owner. */
  notFreeThen?: boolean;
  /** What is in his hands, in minutes of work, with when each promises somebody to be there. */
  held: Held[];
  /** Minutes on the way from where he finished or paused last, while he has begun nothing; null where nobody knows where he is. */
  restWay: number | null;
  /** The day at the site, by which a certificate is valid or not: YYYY-MM-DD. */
  today: string;
};

/**
 * `begun`: he is there or on the way, so nothing goes before it. `due`: when somebody is promised to be there, ms. `way`:
 * minutes from it to the job that is asked about; null where none is.
 */
export type Held = { minutes: number; due: number; begun: boolean; way: number | null };

/** `level`: the least in its trade; `arriveBy`: when somebody is promised to be there, ISO; null while nothing is. */
export type Job = {
  skill: Skill;
  level: number;
  minutes: number;
  urgency: UrgencyLevel;
  certificate: boolean;
  arriveBy: string | null;
};

/** Why he cannot take it; the first seven can not be overruled. */
export const whyNots = [
  "off_shift",
  "on_break",
  "left",
  "no_skill",
  "level_too_low",
  "no_certificate",
  "kept_away",
  "shift_too_short",
  "over_capacity",
  "declined_it",
  "not_free_then",
] as const;
export type WhyNot = (typeof whyNots)[number];
const absolute: readonly WhyNot[] = [
  "off_shift",
  "on_break",
  "left",
  "no_skill",
  "level_too_low",
  "no_certificate",
  "kept_away",
];

export const factors = [
  "skill",
  "promises",
  "travel",
  "load",
  "knows_place",
  "fairness",
  "first_attempt",
] as const;
export type Factor = (typeof factors)[number];

/** What each factor was reckoned from, for the sentence beside its number. */
export type Figures = {
  /** Level in the trade that is asked for; 0 without it. */
  level: number;
  /** Minutes after its promise at which he would begin this job; 0 in time. */
  lateMinutes: number;
  /** Other jobs in his hands that would be begun after their promise if he takes this one. */
  lateOthers: number;
  /** Minutes until he would begin, and until his shift ends; null off shift. Not known of choices from before. */
  beginMinutes?: number;
  shiftMinutes?: number | null;
  wayMinutes: number | null;
  openMinutes: number;
  capacityMinutes: number;
  visitsHere: number;
  jobsThisWeek: number;
};

export type Candidate = {
  technicianId: string;
  /** Sum of the factors, higher is better. */
  score: number;
  factors: Record<Factor, number>;
  figures: Figures;
  whyNot: WhyNot[];
  /** May be sent at all: no absolute reason against it. */
  eligible: boolean;
};

/** Nothing speaks against him: whom machines may send and the list recommends. Everybody else is a person's to overrule. */
export function isFree({ whyNot }: Pick<Candidate, "whyNot">): boolean {
  return whyNot.length === 0;
}

/** Nobody waits in danger because the one who is near was once not liked. */
function forbids(why: WhyNot, job: Job): boolean {
  return absolute.includes(why) && !(why === "kept_away" && job.urgency === 1);
}

/** `left`: minutes of his shift. The day in `certifiedUntil` still counts as valid, to its end at the site. */
function judge(job: Job, who: TechnicianNow, where: Placed, left: number | null, now: string): WhyNot[] {
  const why: WhyNot[] = [];
  const skill = who.skills.find((s) => s.skill === job.skill);
  if (who.shiftUntil === null || who.shiftUntil <= now) why.push("off_shift");
  if (who.away) why.push(who.away === "break" ? "on_break" : "left");
  if (skill === undefined) why.push("no_skill");
  else {
    if (skill.level < job.level) why.push("level_too_low");
    if (job.certificate && (skill.certifiedUntil === null || skill.certifiedUntil < who.today))
      why.push("no_certificate");
  }
  if (who.keptAway) why.push("kept_away");
  if (left !== null && left > 0 && left < where.begins + job.minutes) why.push("shift_too_short");
  if (who.openMinutes + job.minutes > who.capacityMinutes) why.push("over_capacity");
  if (who.hadIt === "declined") why.push("declined_it");
  if (who.notFreeThen) why.push("not_free_then");
  return why;
}

function shiftMinutes({ shiftUntil }: TechnicianNow, now: number): number | null {
  return shiftUntil === null ? null : Math.floor((Date.parse(shiftUntil) - now) / 60_000);
}

/**
 * The job among what he holds: what he has begun first, then whatever is due earliest, and the way there from the one
 * before it. For an emergency he leaves what he has, from where he is. Minutes from now; `way` null where nobody knows.
 */
function placed({ arriveBy, urgency }: Job, { held, restWay }: TechnicianNow) {
  const due = arriveBy === null ? Number.NEGATIVE_INFINITY : Date.parse(arriveBy);
  const [first, after] = [[] as Held[], [] as Held[]];
  let [begun, before, here] = [0, 0, restWay];
  for (const each of held) {
    if (each.begun) [begun, here] = [begun + each.minutes, each.way];
    else if (each.due <= due) first.push(each);
    else after.push(each);
    if (each.begun || each.due <= due) before += each.minutes;
  }
  first.sort(byDue);
  after.sort(byDue);
  const last = urgency === 1 ? undefined : first.at(-1);
  const way = last === undefined ? here : last.way;
  return { begun, first, after, way, begins: (urgency === 1 ? 0 : before) + (way ?? 0) };
}

type Placed = ReturnType<typeof placed>;

function byDue(a: Held, b: Held): number {
  return a.due - b.due;
}

/**
 * Which promises this job would put at risk in his hands. `late` is by how many minutes he would begin this job after its
 * promise, `others` how many of what waits in his hands would then be late. Those that were late without it count too:
 * more in his hands never makes him the better choice.
 */
export function promisesAtRisk(job: Job, who: TechnicianNow, now: string): { late: number; others: number } {
  return atRisk(job, placed(job, who), Date.parse(now));
}

function atRisk(job: Job, where: Placed, now: number): { late: number; others: number } {
  const { arriveBy } = job;
  if (arriveBy === null) return { late: 0, others: 0 };
  const { begun, first, after, way, begins } = where;
  const late = Math.max(0, Math.round(begins - (Date.parse(arriveBy) - now) / 60_000));
  let free = now;
  const isLate = (each: Held) => {
    const isBroken = free > each.due;
    free += each.minutes * 60_000;
    return isBroken;
  };
  const itself = (job.minutes + (way ?? 0)) * 60_000;
  free += begun * 60_000;
  if (job.urgency === 1) free += itself;
  const before = first.filter(isLate).length;
  if (job.urgency !== 1) free += itself;
  return { late, others: before + after.filter(isLate).length };
}

/** What a way of this many minutes is worth, 0 to 15: the same building whole, another estate nothing. */
function worthOfWay(minutes: number | null): number {
  if (minutes === null) return 7;
  return Math.round(15 * Math.max(0, Math.min(1, 1 - (minutes - 3) / 27)));
}

/**
 * Everybody, best first: those free to go, then those with something against them, then those who may not. Each factor
 * is a number from 0 to its weight: skill 30, promises 20, travel 15, load 15, knows_place 10, fairness 5,
 * first_attempt 5.
 */
export function rankCandidates(job: Job, technicians: TechnicianNow[], now: string): Candidate[] {
  const busiest = Math.max(1, ...technicians.map((t) => t.jobsThisWeek));
  const at = Date.parse(now);
  return technicians
    .map((who): Candidate => {
      const level = who.skills.find((s) => s.skill === job.skill)?.level ?? 0;
      const where = placed(job, who);
      const risk = atRisk(job, where, at);
      const left = shiftMinutes(who, at);
      const worth: Record<Factor, number> = {
        skill: level * 10,
        promises: Math.max(0, 20 - 8 * risk.others - Math.min(20, Math.ceil(risk.late / 4))),
        travel: worthOfWay(where.way),
        load: Math.round(15 * Math.max(0, 1 - who.openMinutes / Math.max(1, who.capacityMinutes))),
        knows_place: Math.min(10, who.visitsHere * 2),
        fairness: Math.round(5 * (1 - who.jobsThisWeek / busiest)),
        first_attempt: who.hadIt === "done" ? 5 : 0,
      };
      const { openMinutes, capacityMinutes, visitsHere, jobsThisWeek } = who;
      const whyNot = judge(job, who, where, left, now);
      const score = Object.values(worth).reduce((sum, value) => sum + value, 0);
      return {
        technicianId: who.id,
        score,
        factors: worth,
        figures: {
          ...{ level, lateMinutes: risk.late, lateOthers: risk.others },
          ...{ beginMinutes: where.begins, shiftMinutes: left },
          ...{ wayMinutes: where.way, openMinutes, capacityMinutes, visitsHere, jobsThisWeek },
        },
        whyNot,
        eligible: !whyNot.some((why) => forbids(why, job)),
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

/** Of the list so many are kept with the assignment; a desk rarely has a tenth of that. */
export const mostKept = 300;

/** Where one of the list stood; `worth` are his numbers, in the order of `factors`. Older choices kept none. */
export type Stood = Pick<Candidate, "technicianId" | "score" | "whyNot" | "eligible"> & { worth?: number[] };

/** What is kept with an assignment: where he stood, why, what was against him, and the list as it was at that moment. */
export type Kept = {
  rank: number;
  of: number;
  score: number;
  factors: Partial<Record<Factor, number>>;
  whyNot: WhyNot[];
  overruled: boolean;
  /** Why he was sent all the same, in the words of whoever sent him. */
  overrule?: Overrule;
  figures?: Figures;
  list?: Stood[];
  /** How it came about where no dispatcher chose. */
  mode?: string;
  /** Chosen by a plan of the whole desk that gave out so many jobs at once. */
  plan?: { jobs: number };
};

/** `at` is his position in the ranked list. */
export function keptOf(ranked: readonly Candidate[], at: number, overrule?: Overrule): Kept {
  const { score, factors: worth, figures, whyNot } = ranked[at]!;
  return {
    rank: at + 1,
    of: ranked.length,
    score,
    factors: worth,
    figures,
    whyNot,
    overruled: whyNot.length > 0,
    ...(overrule && { overrule }),
    list: ranked.slice(0, mostKept).map((each) => ({
      technicianId: each.technicianId,
      score: each.score,
      whyNot: each.whyNot,
      eligible: each.eligible,
      worth: factors.map((factor) => each.factors[factor]),
    })),
  };
}
