import { type Candidate, isFree, type Job, rankCandidates, type TechnicianNow } from "./candidate.ts";
import { beginsAt, type Day, type Problem, problemOf, type Route } from "./dayPlan.ts";

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
/** `promised`: visits in his hands that have a time, with the work's minutes; ISO instants, in order. */
export type Crew = TechnicianNow &
  Spot & { sites: string[]; promised: Array<{ from: string; until: string; minutes: number }> };

/** A desk as the planner gets it: plain values, so that they can travel to another thread. */
export type DeskDay = { now: string; waiting: Waiting[]; crews: Crew[] };

/** Minutes on the way: within a building, across a site, between sites. */
export const wayMinutes = { building: 3, site: 8, between: 30 } as const;
/** What a minute late weighs against a minute on the way, by urgency. */
export const lateWeight = { 1: 20, 2: 6, 3: 2, 4: 1 } as const;
/** What leaving a job over weighs, in minutes of its lateness: half a day; where a time was promised, much more. */
const leftOverMinutes = 240;
const promiseWeight = 10;

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

/**
 * The desk's waiting work as a problem to plan. A technician begins when what he holds should be done, does what he
 * may, never more than he can carry, and ends with his shift.
 */
export function deskProblem(desk: DeskDay): { day: Day; problem: Problem } {
  const { now, waiting, crews } = desk;
  const minutesTo = (iso: string) => (Date.parse(iso) - Date.parse(now)) / 60_000;
  const spots: Spot[] = [...waiting, ...crews];
  const day: Day = {
    travel: (a, b) => wayBetween(spots[a]!, spots[b]!),
    jobs: waiting.map((job, location) => ({
      id: job.ticketId,
      location,
      minutes: job.minutes,
      ...(stillToKeep(job.agreed, now)
        ? {
            opensAt: Math.max(0, minutesTo(job.agreed.from)),
            dueAt: minutesTo(job.agreed.until),
            weight: Number.POSITIVE_INFINITY,
            leftOver: lateWeight[job.urgency] * leftOverMinutes * promiseWeight,
          }
        : {
            opensAt: 0,
            dueAt: minutesTo(job.arriveBy),
            weight: lateWeight[job.urgency],
            leftOver: lateWeight[job.urgency] * (leftOverMinutes + Math.max(0, -minutesTo(job.arriveBy))),
          }),
    })),
    crews: crews.map((who, n) => ({
      id: who.id,
      location: waiting.length + n,
      // What has its own time is not done first.
      freeAt: Math.max(0, who.openMinutes - who.promised.reduce((sum, visit) => sum + visit.minutes, 0)),
      busy: who.promised.map((visit) => ({
        from: minutesTo(visit.from) - wayMinutes.site,
        until: Math.max(minutesTo(visit.until), minutesTo(visit.from) + visit.minutes) + wayMinutes.site,
      })),
      endsAt: who.shiftUntil === null ? 0 : minutesTo(who.shiftUntil),
      returns: false,
      can: new Set(
        waiting.flatMap((job, position) =>
          who.sites.includes(job.siteId) && isHis(job, who, now) && isFree(judged(job, who, now))
            ? [position]
            : [],
        ),
      ),
    })),
  };
  const plain = problemOf(day);
  const room = crews.map((who) => who.capacityMinutes - who.openMinutes);
  const minutes = (stops: readonly number[]) => stops.reduce((sum, stop) => sum + waiting[stop]!.minutes, 0);
  const problem: Problem = {
    ...plain,
    cost: (crew, stops) => (minutes(stops) > room[crew]! ? null : plain.cost(crew, stops)),
  };
  return { day, problem };
}

export type PlannedStop = { ticketId: string; startsAt: string; lateMinutes: number; wayMinutes: number };
export type PlannedRoute = { technicianId: string; stops: PlannedStop[] };
export type Sum = { planned: number; left: number; late: number; lateMinutes: number; wayMinutes: number };

/** The routes in the desk's words, with when each would begin. */
export function inWords(desk: DeskDay, day: Day, routes: Route[]): PlannedRoute[] {
  return routes.map((route) => {
    const who = day.crews[route.crew]!;
    let [time, at] = [who.freeAt, who.location];
    const stops = route.stops.map((stop): PlannedStop => {
      const job = day.jobs[stop]!;
      const way = day.travel(at, job.location);
      time = beginsAt(who, job, time, way);
      const planned = {
        ticketId: job.id,
        startsAt: new Date(Date.parse(desk.now) + time * 60_000).toISOString(),
        lateMinutes: Math.max(0, Math.round(time - job.dueAt)),
        wayMinutes: way,
      };
      time += job.minutes;
      at = job.location;
      return planned;
    });
    return { technicianId: who.id, stops };
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
