/**
 * A day to plan: jobs that wait and crews that could go. Times are minutes from one common zero, travel too. A location
 * is a number that `travel` understands.
 */
export type Day = {
  jobs: DayJob[];
  crews: DayCrew[];
  /** Minutes from one location to another; never fewer by way of a third. */
  travel(from: number, to: number): number;
};

export type DayJob = {
  id: string;
  location: number;
  /** Work on the spot. */
  minutes: number;
  /** Not before; whoever is early waits. */
  opensAt: number;
  /** When somebody should be there. */
  dueAt: number;
  /** What a minute of lateness weighs against a minute of travel; Infinity: never late. */
  weight: number;
  /** What leaving it for later weighs. */
  leftOver: number;
  /** What it takes of a crew's room. */
  load?: number;
  /** An emergency: it comes before anything else. Zero is now; whoever goes leaves what he has for it, and then takes that up again. */
  atOnce?: boolean;
};

export type DayCrew = {
  id: string;
  /** Where he is when he is free. */
  location: number;
  /** Where he sets out from for an emergency, when that is another place. */
  here?: number;
  freeAt: number;
  endsAt: number;
  /** Must be back where he started by `endsAt`; else the last job must end by then. */
  returns: boolean;
  /** When he is promised elsewhere, the way there and back included, one after the other. */
  busy?: ReadonlyArray<{ from: number; until: number }>;
  /** How much his jobs may load together; everything when not said. */
  room?: number;
  /** What leaving what he has for an emergency weighs, by the position of the emergency. */
  leaving?: ReadonlyMap<number, number>;
  /** Positions in `jobs` that he may do. */
  can: ReadonlySet<number>;
};

/** One crew's jobs in order, as positions. */
export type Route = { crew: number; stops: readonly number[]; cost: number };
export type DayPlan = { routes: Route[]; left: number[]; cost: number };

/** What a search has to know of a day, whatever its rules are. */
export type Problem = {
  jobs: number;
  crews: number;
  /** What one crew's order of jobs costs, or null when it breaks a rule. */
  cost(crew: number, stops: readonly number[]): number | null;
  leftOver(job: number): number;
  /** How much two jobs have to do with each other, less is more: they are moved together. */
  distance(a: number, b: number): number;
  /** Jobs, the most pressing first. */
  order: number[];
  /** The day itself, where `cost` is what `costOf` says of it: then what no plan can be cheaper than is known too. */
  day?: Day;
};

/** Weighted lateness plus travel, within skills, windows and shifts. */
export function problemOf(day: Day): Problem {
  const { jobs, crews, travel } = day;
  return {
    jobs: jobs.length,
    crews: crews.length,
    cost: (crew, stops) => costOf(day, crew, stops),
    leftOver: (job) => jobs[job]!.leftOver,
    distance: (a, b) =>
      travel(jobs[a]!.location, jobs[b]!.location) + 0.2 * Math.abs(jobs[a]!.dueAt - jobs[b]!.dueAt),
    order: jobs
      .map((_, position) => position)
      .sort(
        (a, b) =>
          Number(jobs[b]!.atOnce ?? false) - Number(jobs[a]!.atOnce ?? false) ||
          jobs[a]!.dueAt - jobs[b]!.dueAt ||
          jobs[b]!.weight - jobs[a]!.weight ||
          a - b,
      ),
    day,
  };
}

/** When a crew that is free at `time` begins a job to which it has `way` minutes to go: not before it opens, nor while promised. */
export function beginsAt(who: DayCrew, job: DayJob, time: number, way: number): number {
  let begin = Math.max(time + way, job.opensAt);
  for (const { from, until } of who.busy ?? [])
    if (begin < until && begin + job.minutes > from) begin = until;
  return begin;
}

/**
 * What this order would cost this crew, or null when it breaks a rule: skill, window, room, end of shift, an emergency
 * that is not first. `tell` hears of each stop when it begins and how long the way to it is.
 */
export function costOf(
  day: Day,
  crew: number,
  stops: readonly number[],
  tell?: (stop: number, begins: number, way: number) => void,
): number | null {
  const who = day.crews[crew]!;
  let left = stops.length > 0 && day.jobs[stops[0]!]!.atOnce === true;
  let at = left ? (who.here ?? who.location) : who.location;
  let time = left ? 0 : who.freeAt;
  let [cost, load] = [0, 0];
  for (const stop of stops) {
    if (!who.can.has(stop)) return null;
    const job = day.jobs[stop]!;
    if (job.atOnce && !left) return null;
    if (left && !job.atOnce) {
      left = false;
      // Back to what he left.
      if (who.freeAt > 0) {
        const back = day.travel(at, who.location);
        cost += back;
        time += back + who.freeAt;
        at = who.location;
      }
    }
    const way = day.travel(at, job.location);
    time = job.atOnce ? time + way : beginsAt(who, job, time, way);
    const late = time - job.dueAt;
    if (late > 1e-9) {
      if (job.weight === Number.POSITIVE_INFINITY) return null;
      cost += late * job.weight;
    }
    cost += way + (job.atOnce ? (who.leaving?.get(stop) ?? 0) : 0);
    load += job.load ?? 0;
    tell?.(stop, time, way);
    time += job.minutes;
    at = job.location;
  }
  if (who.returns && stops.length > 0) {
    const way = day.travel(at, who.location);
    cost += way;
    time += way;
  }
  if (stops.length === 0) return 0;
  return time > who.endsAt + 1e-9 || load > (who.room ?? Number.POSITIVE_INFINITY) ? null : cost;
}

/** The plan that these routes make; what no route has is left over. */
export function planOf(problem: Problem, routes: Route[]): DayPlan {
  const used = routes.filter((route) => route.stops.length > 0);
  const done = new Set(used.flatMap((route) => route.stops));
  const left = problem.order.filter((job) => !done.has(job));
  const cost =
    used.reduce((sum, route) => sum + route.cost, 0) +
    left.reduce((sum, job) => sum + problem.leftOver(job), 0);
  return { routes: used, left, cost };
}

/** One by one, the most pressing first, each to whoever serves it cheapest after what he has: what a good desk does by hand. */
export function oneByOne(problem: Problem): DayPlan {
  const routes: Route[] = Array.from({ length: problem.crews }, (_, crew) => ({ crew, stops: [], cost: 0 }));
  for (const job of problem.order) {
    let best: { route: Route; cost: number; added: number } | null = null;
    for (const route of routes) {
      const cost = problem.cost(route.crew, [...route.stops, job]);
      if (cost === null) continue;
      const added = cost - route.cost;
      if (best === null || added < best.added) best = { route, cost, added };
    }
    if (best === null || best.added > problem.leftOver(job)) continue;
    best.route.stops = [...best.route.stops, job];
    best.route.cost = best.cost;
  }
  return planOf(problem, routes);
}
