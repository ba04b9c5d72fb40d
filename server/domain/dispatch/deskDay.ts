import {
  type Candidate,
  isFree,
  type Job,
  promisesAtRisk,
  rankCandidates,
  type TechnicianNow,
} from "./candidate.ts";
import { costOf, type Day, type DayCrew, type DayJob, type Route } from "./dayPlan.ts";

/** Where work is: a building, or a site's own ground. */
export type Spot = { siteId: string; buildingId: string | null };

/** A time that an owner was promised, with who comes where somebody is named. ISO instants. */
export type Agreed = { from: string; until: string; technicianId: string | null };

/** `keptAway`: whom its home would rather not have. */
export type Waiting = Job &
  Spot & {
    ticketId: string;
    arriveBy: string;
    declinedBy: string[];
    keptAway: string[];
    agreed: Agreed | null;
  };
/**
 * Where he is once he is free; `here`: where he is now. `promised`: visits in his hands that have a time, with the work's
 * minutes; ISO instants, in order.
 */
export type Crew = TechnicianNow &
  Spot & {
    here: Spot;
    sites: string[];
    promised: Array<{ from: string; until: string; minutes: number }>;
  };

/** A desk as the planner gets it: plain values, so that they can travel to another thread. */
export type DeskDay = { now: string; waiting: Waiting[]; crews: Crew[] };

/** Minutes on the way: within a building, across a site, between sites. */
export const wayMinutes = { building: 3, site: 8, between: 30 } as const;
/** Where he was longer ago than this says nothing of where he sets out from, ms. */
export const stillThere = 4 * 3_600_000;
/** What a minute late weighs against a minute on the way, by urgency. */
export const lateWeight = { 1: 20, 2: 6, 3: 2, 4: 1 } as const;
/** What leaving a job over weighs, in minutes of its lateness: half a day; where a time was promised, much more. */
const leftOverMinutes = 240;
const promiseWeight = 10;
/** What a minute weighs that an emergency waits, from now on: more than all that the one who goes could do instead. */
const urgentWeight = 200;
/** What a promise in his hands weighs that cannot be kept when he leaves it for an emergency. */
const brokenPromise = 60;

/** Minutes between two places; nobody measures streets inside an estate. */
export function wayBetween(a: Spot, b: Spot): number {
  if (a.siteId !== b.siteId) return wayMinutes.between;
  return a.buildingId !== null && a.buildingId === b.buildingId ? wayMinutes.building : wayMinutes.site;
}

/** Why he would not be asked to do this job; null when he may be proposed. The same hard rules as for one dispatch. */
function judged(job: Waiting, who: Crew, now: string): Candidate {
  const hadIt = job.declinedBy.includes(who.id) ? "declined" : null;
  const keptAway = job.keptAway.includes(who.id);
  return rankCandidates(job, [{ ...who, hadIt, keptAway }], now)[0]!;
}

/** Is there a time to come that can still be kept? One that went by is late work like any other. */
function stillToKeep(agreed: Agreed | null, now: string): agreed is Agreed {
  return agreed !== null && agreed.until > now;
}

/** Where the owner was told who comes, nobody else is proposed. */
function isHis(job: Waiting, who: Crew, now: string): boolean {
  if (!stillToKeep(job.agreed, now)) return true;
  return job.agreed.technicianId === null || job.agreed.technicianId === who.id;
}

/** An emergency for which no later time was agreed. */
function isAtOnce(job: Waiting, now: string): boolean {
  return job.urgency === 1 && !stillToKeep(job.agreed, now);
}

/** When somebody is promised to be there, ISO. */
function dueBy(job: Waiting, now: string): string {
  return stillToKeep(job.agreed, now) ? job.agreed.until : job.arriveBy;
}

/**
 * The desk's waiting work as a day to plan. A technician begins when what he holds should be done, does what he may,
 * never more than he can carry, and ends with his shift. For an emergency he leaves what he holds.
 */
export function dayOf(desk: DeskDay): Day {
  const { now, waiting, crews } = desk;
  const spots: Spot[] = [...waiting, ...crews, ...crews.map(({ here }) => here)];
  const urgent = [...waiting.keys()].filter((position) => isAtOnce(waiting[position]!, now));
  return {
    travel: (a, b) => wayBetween(spots[a]!, spots[b]!),
    jobs: waiting.map((job, location) => ({
      ...{ id: job.ticketId, location, minutes: job.minutes, load: job.minutes },
      ...whatItAsks(job, now),
    })),
    crews: crews.map((who, n) => ({
      id: who.id,
      location: waiting.length + n,
      here: waiting.length + crews.length + n,
      ...whatHeHas(who, now),
      can: new Set(
        waiting.flatMap((job, position) =>
          who.sites.includes(job.siteId) && isHis(job, who, now) && isFree(judged(job, who, now))
            ? [position]
            : [],
        ),
      ),
      leaving: new Map(
        urgent.map((at) => [at, brokenPromise * promisesAtRisk(waiting[at]!, who, now).others] as const),
      ),
    })),
  };
}

function whatItAsks(job: Waiting, now: string): Omit<DayJob, "id" | "location" | "minutes"> {
  const dueAt = minutesTo(dueBy(job, now), now);
  const leftOver = lateWeight[job.urgency] * leftOverMinutes;
  if (isAtOnce(job, now))
    return {
      ...{ opensAt: 0, dueAt: 0, weight: urgentWeight, atOnce: true },
      leftOver: urgentWeight * leftOverMinutes * promiseWeight,
    };
  if (stillToKeep(job.agreed, now))
    return {
      ...{ opensAt: Math.max(0, minutesTo(job.agreed.from, now)), dueAt, weight: Number.POSITIVE_INFINITY },
      leftOver: leftOver * promiseWeight,
    };
  const weight = lateWeight[job.urgency];
  return { opensAt: 0, dueAt, weight, leftOver: leftOver + weight * Math.max(0, -dueAt) };
}

function whatHeHas(who: Crew, now: string): Omit<DayCrew, "id" | "location" | "can"> {
  return {
    // What has its own time is not done first.
    freeAt: Math.max(0, who.openMinutes - who.promised.reduce((sum, visit) => sum + visit.minutes, 0)),
    busy: who.promised.map((visit) => ({
      from: minutesTo(visit.from, now) - wayMinutes.site,
      until:
        Math.max(minutesTo(visit.until, now), minutesTo(visit.from, now) + visit.minutes) + wayMinutes.site,
    })),
    endsAt: who.shiftUntil === null ? 0 : minutesTo(who.shiftUntil, now),
    returns: false,
    room: who.capacityMinutes - who.openMinutes,
  };
}

function minutesTo(iso: string, now: string): number {
  return (Date.parse(iso) - Date.parse(now)) / 60_000;
}

export type PlannedStop = { ticketId: string; startsAt: string; lateMinutes: number; wayMinutes: number };
export type PlannedRoute = { technicianId: string; stops: PlannedStop[] };
export type Sum = { planned: number; left: number; late: number; lateMinutes: number; wayMinutes: number };

/** The routes in the desk's words, with when each would begin; those with an emergency first. */
export function inWords(desk: DeskDay, day: Day, routes: Route[]): PlannedRoute[] {
  const isUrgent = ({ stops }: Route) => Number(day.jobs[stops[0]!]?.atOnce ?? false);
  return routes
    .toSorted((a, b) => isUrgent(b) - isUrgent(a))
    .map((route) => {
      const stops: PlannedStop[] = [];
      costOf(day, route.crew, route.stops, (stop, begins, wayMinutes) => {
        const job = desk.waiting[stop]!;
        stops.push({
          ticketId: job.ticketId,
          startsAt: new Date(Date.parse(desk.now) + begins * 60_000).toISOString(),
          lateMinutes: Math.max(0, Math.round(begins - minutesTo(dueBy(job, desk.now), desk.now))),
          wayMinutes,
        });
      });
      return { technicianId: day.crews[route.crew]!.id, stops };
    });
}

/** What a plan comes to, in figures a dispatcher can weigh. */
export function sumOf(routes: PlannedRoute[], left: number): Sum {
  const stops = routes.flatMap((route) => route.stops);
  const total = (figure: (stop: PlannedStop) => number) => stops.reduce((sum, stop) => sum + figure(stop), 0);
  return {
    planned: stops.length,
    left,
    late: stops.filter((stop) => stop.lateMinutes > 0).length,
    lateMinutes: total((stop) => stop.lateMinutes),
    wayMinutes: total((stop) => stop.wayMinutes),
  };
}
