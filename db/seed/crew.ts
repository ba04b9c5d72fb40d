import type { Skill } from "#server/domain/catalogue/skill.ts";
import {
  type Candidate,
  type Kept,
  keptOf,
  rankCandidates,
  type TechnicianNow,
} from "#server/domain/dispatch/candidate.ts";
import { wayMinutes } from "#server/domain/dispatch/deskDay.ts";
import { toOverrule } from "#server/domain/dispatch/overrule.ts";
import type { UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import type { Random } from "./random.ts";
import { onShift, type Shift } from "./rota.ts";
import type { Technician } from "./staff.ts";

/** A ticket as dispatch weighs it. */
export type Wanted = {
  ticketId: string;
  siteId: string;
  /** Building, or the place itself where there is none. */
  around: string;
  skill: Skill;
  level: number;
  minutes: number;
  urgency: UrgencyLevel;
  certificate: boolean;
  had: Map<string, "done" | "declined">;
};

export type Member = {
  who: Technician;
  /** Tickets in hand. */
  holds: Map<string, Wanted>;
  /** The ticket he is travelling to or working on. */
  busyWith: string | null;
  doneAt: number[];
  visits: Map<string, number>;
};

export type Choice = { member: Member; reasons: Kept };

export function muster(technicians: Technician[]): Member[] {
  return technicians.map((who) => ({ who, holds: new Map(), busyWith: null, doneAt: [], visits: new Map() }));
}

export function shiftOf(member: Member, at: number): Shift | undefined {
  return onShift(member.who.shifts, at);
}

function stand(member: Member, wanted: Wanted, at: number): TechnicianNow {
  const weekAgo = at - 7 * 86_400_000;
  while (member.doneAt.length > 0 && member.doneAt[0]! < weekAgo) member.doneAt.shift();
  const jobs = [...member.holds.values()];
  const shift = shiftOf(member, at);
  return {
    id: member.who.id,
    skills: member.who.skills,
    shiftUntil: shift ? new Date(shift.endsAt).toISOString() : null,
    capacityMinutes: member.who.capacityMinutes,
    openMinutes: jobs.reduce((sum, job) => sum + job.minutes, 0),
    openJobs: jobs.length,
    jobsThisWeek: member.doneAt.length,
    visitsHere: member.visits.get(wanted.around) ?? 0,
    hadIt: wanted.had.get(member.who.id) ?? null,
    held: [],
    restWay: jobs.some((job) => job.around === wanted.around) ? wayMinutes.building : wayMinutes.site,
    today: new Date(at).toISOString().slice(0, 10),
  };
}

/** Whom the dispatcher sends: mostly the first of the ranked list, now and then the second or third; or nobody. */
export function choose(
  random: Random,
  crew: Member[],
  wanted: Wanted,
  at: number,
  fits: (member: Member) => boolean,
): Choice | null {
  const here = crew.filter((m) => m.who.sites.includes(wanted.siteId));
  const ranked = rankCandidates(
    { ...wanted, arriveBy: null },
    here.map((m) => stand(m, wanted, at)),
    new Date(at).toISOString(),
  );
  const memberOf = new Map(here.map((m) => [m.who.id, m]));
  const may = ranked.filter((c) => c.eligible && fits(memberOf.get(c.technicianId)!));
  const free = may.filter((c) => c.whyNot.length === 0);
  const urgent = wanted.urgency <= 2 ? may.filter((c) => !c.whyNot.includes("declined_it")) : [];
  const pool = free.length > 0 ? free : urgent;
  const best: Candidate | undefined = random.chance(0.86)
    ? pool[0]
    : pool[random.int(0, Math.min(2, pool.length - 1))];
  if (best === undefined) return null;
  return {
    member: memberOf.get(best.technicianId)!,
    reasons: keptOf(
      ranked,
      ranked.indexOf(best),
      toOverrule(best.whyNot).length > 0 ? { reason: "urgent", words: "" } : undefined,
    ),
  };
}
