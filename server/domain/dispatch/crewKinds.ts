import { beginsAt, type Day, type DayCrew, type DayJob } from "./dayPlan.ts";

/**
 * Crews that differ in nothing, and what they may do. Here a job is a number among `able`, which are positions in the
 * day; ways are minutes from job to job, from where the crew is, and back there.
 */
export type Kind = {
  crews: number[];
  who: DayCrew;
  able: number[];
  jobs: DayJob[];
  fromHome: Float64Array;
  toHome: Float64Array;
  /** From where he is at this moment. */
  fromHere: Float64Array;
  /** What leaving what he has weighs, for an emergency. */
  leaving: Float64Array;
  way(from: number, to: number): number;
};

/** The crews of a day by kind. */
export function kindsOf(day: Day): Kind[] {
  const count = day.jobs.length;
  const ways = new Float64Array(count * count);
  for (const [from, one] of day.jobs.entries())
    for (const [to, other] of day.jobs.entries())
      ways[from * count + to] = day.travel(one.location, other.location);
  const kinds = new Map<string, Kind>();
  for (const [crew, who] of day.crews.entries()) {
    const able = [...who.can].sort((a, b) => a - b);
    const { id: _, can: __, leaving, ...rest } = who;
    const name = JSON.stringify([rest, [...(leaving ?? [])], able]);
    const kind = kinds.get(name);
    if (kind) kind.crews.push(crew);
    else kinds.set(name, kindOf(day, ways, crew, able));
  }
  return [...kinds.values()];
}

function kindOf(day: Day, ways: Float64Array, crew: number, able: number[]): Kind {
  const who = day.crews[crew]!;
  const jobs = able.map((position) => day.jobs[position]!);
  return {
    crews: [crew],
    who,
    able,
    jobs,
    fromHome: Float64Array.from(jobs, (job) => day.travel(who.location, job.location)),
    toHome: Float64Array.from(jobs, (job) => day.travel(job.location, who.location)),
    fromHere: Float64Array.from(jobs, (job) => day.travel(who.here ?? who.location, job.location)),
    leaving: Float64Array.from(able, (position) =>
      day.jobs[position]!.atOnce ? (who.leaving?.get(position) ?? 0) : 0,
    ),
    way: (from, to) => ways[able[from]! * day.jobs.length + able[to]!]!,
  };
}

/** When a job is done, if he could be there at `time`. */
export function doneAt({ jobs, who }: Kind, job: number, time: number): number {
  const each = jobs[job]!;
  return (each.atOnce ? time : beginsAt(who, each, time, 0)) + each.minutes;
}

/** What being done then costs beside the way; Infinity where it may not be. */
export function costDone({ jobs, who, toHome, leaving }: Kind, job: number, done: number): number {
  if (done + (who.returns ? toHome[job]! : 0) > who.endsAt + 1e-9) return Number.POSITIVE_INFINITY;
  const each = jobs[job]!;
  const late = done - each.minutes - each.dueAt;
  return leaving[job]! + (late > 1e-9 ? late * each.weight : 0);
}

/** When he could be at his first job, and how long the way is. */
export function setsOut({ jobs, who, fromHome, fromHere }: Kind, job: number): { time: number; way: number } {
  const [leaves, way] = jobs[job]!.atOnce ? [0, fromHere[job]!] : [who.freeAt, fromHome[job]!];
  return { time: leaves + way, way };
}

/** Does he go from one job to another by way of what he left for an emergency? */
function takesUp({ jobs, who }: Kind, from: number, to: number): boolean {
  return who.freeAt > 0 && jobs[from]!.atOnce === true && jobs[to]!.atOnce !== true;
}

/** Minutes on the way from one job to another; Infinity where the other is an emergency and would come too late. */
export function wayOn(kind: Kind, from: number, to: number): number {
  if (kind.jobs[to]!.atOnce && !kind.jobs[from]!.atOnce) return Number.POSITIVE_INFINITY;
  return takesUp(kind, from, to) ? kind.toHome[from]! + kind.fromHome[to]! : kind.way(from, to);
}

/** Minutes of what he left for an emergency, which he does between the two. */
export function workBetween(kind: Kind, from: number, to: number): number {
  return takesUp(kind, from, to) ? kind.who.freeAt : 0;
}
