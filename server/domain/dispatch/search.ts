import { type DayPlan, oneByOne, type Problem, planOf, type Route } from "./dayPlan.ts";

export type SearchLimits = {
  /** Rounds of taking jobs out and putting them back. */
  rounds: number;
  /** Stops earlier once it has run this long, ms; measured with `clock`. */
  milliseconds: number;
  clock(): number;
  /** Number between 0 and 1: the same sequence gives the same plan, unless time ran out. */
  random(): number;
};

/** A plan, and every good route that was met on the way: from these an exact solver chooses. */
export type Searched = { best: DayPlan; routes: Route[] };

/** The newest are kept. */
const mostRoutes = 6_000;

/**
 * Large-neighbourhood search: again and again a few related jobs are taken out and put back where they hurt least,
 * hardest to place first. Worse plans are accepted less and less. Never worse than one by one.
 */
export function searchPlan(
  problem: Problem,
  limits: SearchLimits,
  begin: DayPlan = oneByOne(problem),
): Searched {
  const pool = new Map<string, Route>();
  const remember = (routes: readonly Route[]) => {
    for (const route of routes) {
      if (route.stops.length === 0) continue;
      const name = `${route.crew}:${route.stops.join()}`;
      if (pool.has(name)) continue;
      pool.set(name, route);
      if (pool.size > mostRoutes) pool.delete(pool.keys().next().value!);
    }
  };
  let now = spread(problem, begin);
  let nowCost = begin.cost;
  let best = begin;
  remember(begin.routes);
  if (problem.jobs === 0 || problem.crews === 0) return { best, routes: [] };
  const started = limits.clock();
  const can = whoCan(problem);
  const slots: Slots = new WeakMap();
  // What nobody can do costs the same in every plan.
  const hopeless = begin.left.filter((job) => !can.some((jobs) => jobs[job]));
  const heat = Math.max(1, begin.cost - hopeless.reduce((sum, job) => sum + problem.leftOver(job), 0)) * 0.02;
  for (let round = 0; round < limits.rounds; round++) {
    const spent = Math.max(round / limits.rounds, (limits.clock() - started) / limits.milliseconds);
    if (spent >= 1) break;
    const out = ruin(problem, now, limits.random);
    const routes = recreate(problem, { can, slots }, now, out, limits.random);
    const plan = planOf(problem, routes);
    const worse = plan.cost - nowCost;
    if (worse > 0 && limits.random() >= Math.exp(-worse / (heat * (1 - spent) + 1e-9))) continue;
    now = routes;
    nowCost = plan.cost;
    remember(plan.routes);
    if (plan.cost < best.cost - 1e-9) best = plan;
  }
  return { best, routes: [...pool.values()] };
}

/** A route for every crew, also for those that have nothing to do. */
function spread(problem: Problem, plan: DayPlan): Route[] {
  const has = new Map(plan.routes.map((route) => [route.crew, route]));
  return Array.from({ length: problem.crews }, (_, crew) => has.get(crew) ?? { crew, stops: [], cost: 0 });
}

/** Of what is left over, so many are tried again in each round. */
const mostTried = 150;

/** Jobs to take out: one by chance and those nearest to it in place and time, or by chance alone, and of what is left over. */
function ruin(problem: Problem, routes: Route[], random: () => number): Set<number> {
  const planned = routes.flatMap((route) => route.stops);
  const out = new Set<number>();
  if (planned.length > 0) {
    const most = Math.min(planned.length, Math.max(2, Math.ceil(planned.length * 0.3)), 24);
    const count = 1 + Math.floor(random() * most);
    const seed = planned[Math.floor(random() * planned.length)]!;
    if (random() < 0.7) {
      const ranked = planned.map((position) => ({
        position,
        far: problem.distance(seed, position) * (0.7 + 0.6 * random()),
      }));
      ranked.sort((a, b) => a.far - b.far);
      for (const { position } of ranked.slice(0, count)) out.add(position);
    } else {
      for (let n = 0; n < count; n++) out.add(planned[Math.floor(random() * planned.length)]!);
    }
  }
  const done = new Set(planned);
  const left = problem.order.filter((position) => !done.has(position));
  for (let n = 0; n < left.length && n < mostTried; n++) {
    const from = left.length <= mostTried ? n : n + Math.floor(random() * (left.length - n));
    [left[n], left[from]] = [left[from]!, left[n]!];
    out.add(left[n]!);
  }
  return out;
}

/** Of each crew for each job: what he may not do alone he may not do at all, for his skill, area, certificate. */
function whoCan(problem: Problem): boolean[][] {
  return Array.from({ length: problem.crews }, (_, crew) =>
    Array.from({ length: problem.jobs }, (_, job) => problem.cost(crew, [job]) !== null),
  );
}

type Slot = { at: number; added: number };
/** Where each job would cost a route least, once worked out: most routes stay as they are from round to round. */
type Slots = WeakMap<Route, Array<Slot | null | undefined>>;

/** Puts jobs back: first the one that would suffer most from not getting its best place. */
function recreate(
  problem: Problem,
  { can, slots }: { can: boolean[][]; slots: Slots },
  before: Route[],
  out: ReadonlySet<number>,
  random: () => number,
): Route[] {
  const routes = before.map((route) => without(problem, route, out));
  const waiting = new Set(out);
  const slotOf = (route: Route, job: number): Slot | null => {
    if (!can[route.crew]![job]) return null;
    const known = slots.get(route) ?? [];
    if (known.length === 0) slots.set(route, known);
    const slot = known[job] === undefined ? bestSlot(problem, route, job) : known[job];
    known[job] = slot;
    return slot;
  };
  const perJob = new Map([...waiting].map((job) => [job, routes.map((route) => slotOf(route, job))]));
  const noise = random() < 0.5 ? 0 : 0.15;
  while (waiting.size > 0) {
    let chosen: { job: number; index: number; regret: number } | null = null;
    for (const job of waiting) {
      const places = perJob.get(job)!;
      let [index, first, second] = [-1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (let at = 0; at < places.length; at++) {
        const added = places[at]?.added ?? Number.POSITIVE_INFINITY;
        if (added < first) [index, first, second] = [at, added, first];
        else if (added < second) second = added;
      }
      const leftOver = problem.leftOver(job);
      if (first >= leftOver) continue;
      const regret = (Math.min(second, leftOver) - first) * (1 + noise * random());
      if (chosen === null || regret > chosen.regret) chosen = { job, index, regret };
    }
    if (chosen === null) break;
    const { job, index } = chosen;
    const route = routes[index]!;
    const { at, added } = perJob.get(job)![index]!;
    const stops = [...route.stops.slice(0, at), job, ...route.stops.slice(at)];
    routes[index] = { crew: route.crew, stops, cost: route.cost + added };
    waiting.delete(job);
    for (const other of waiting) perJob.get(other)![index] = slotOf(routes[index], other);
  }
  return routes;
}

function without(problem: Problem, route: Route, out: ReadonlySet<number>): Route {
  const stops = route.stops.filter((stop) => !out.has(stop));
  if (stops.length === route.stops.length) return route;
  return { crew: route.crew, stops, cost: problem.cost(route.crew, stops) ?? 0 };
}

/** Where one job would cost this route least, or null when it fits nowhere. */
function bestSlot(problem: Problem, route: Route, job: number): Slot | null {
  let best: Slot | null = null;
  for (let at = 0; at <= route.stops.length; at++) {
    const cost = problem.cost(route.crew, [...route.stops.slice(0, at), job, ...route.stops.slice(at)]);
    if (cost === null) continue;
    const added = cost - route.cost;
    if (best === null || added < best.added) best = { at, added };
  }
  return best;
}
