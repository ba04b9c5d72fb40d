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

const mostRoutes = 12_000;

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
      if (route.stops.length === 0 || pool.size >= mostRoutes) continue;
      const name = `${route.crew}:${route.stops.join(",")}`;
      if (!pool.has(name)) pool.set(name, route);
    }
  };
  let now = spread(problem, begin);
  let nowCost = begin.cost;
  let best = begin;
  remember(begin.routes);
  if (problem.jobs === 0 || problem.crews === 0) return { best, routes: [] };
  const started = limits.clock();
  const heat = Math.max(1, begin.cost) * 0.02;
  for (let round = 0; round < limits.rounds; round++) {
    const spent = Math.max(round / limits.rounds, (limits.clock() - started) / limits.milliseconds);
    if (spent >= 1) break;
    const out = ruin(problem, now, limits.random);
    const routes = recreate(problem, now, out, limits.random);
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

/** Jobs to take out: one by chance and those nearest to it in place and time, or by chance alone, and all left over. */
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
  for (let position = 0; position < problem.jobs; position++) if (!done.has(position)) out.add(position);
  return out;
}

type Slot = { route: number; at: number; added: number };

/** Puts jobs back: first the one that would suffer most from not getting its best place. */
function recreate(
  problem: Problem,
  before: Route[],
  out: ReadonlySet<number>,
  random: () => number,
): Route[] {
  const routes = before.map((route) => without(problem, route, out));
  const waiting = new Set(out);
  const slots = new Map<number, Array<Slot | null>>();
  for (const job of waiting)
    slots.set(
      job,
      routes.map((_, index) => bestSlot(problem, routes, index, job)),
    );
  const noise = random() < 0.5 ? 0 : 0.15;
  while (waiting.size > 0) {
    let chosen: { job: number; slot: Slot; regret: number } | null = null;
    for (const job of waiting) {
      let [first, second]: [Slot | null, Slot | null] = [null, null];
      for (const slot of slots.get(job)!) {
        if (slot === null) continue;
        if (first === null || slot.added < first.added) [first, second] = [slot, first];
        else if (second === null || slot.added < second.added) second = slot;
      }
      const leftOver = problem.leftOver(job);
      if (first === null || first.added >= leftOver) continue;
      const regret = (Math.min(second?.added ?? leftOver, leftOver) - first.added) * (1 + noise * random());
      if (chosen === null || regret > chosen.regret) chosen = { job, slot: first, regret };
    }
    if (chosen === null) break;
    const { job, slot } = chosen;
    const route = routes[slot.route]!;
    const stops = [...route.stops.slice(0, slot.at), job, ...route.stops.slice(slot.at)];
    routes[slot.route] = { crew: route.crew, stops, cost: route.cost + slot.added };
    waiting.delete(job);
    for (const other of waiting) slots.get(other)![slot.route] = bestSlot(problem, routes, slot.route, other);
  }
  return routes;
}

function without(problem: Problem, route: Route, out: ReadonlySet<number>): Route {
  const stops = route.stops.filter((stop) => !out.has(stop));
  if (stops.length === route.stops.length) return route;
  return { crew: route.crew, stops, cost: problem.cost(route.crew, stops) ?? 0 };
}

/** Where one job would cost this route least, or null when it fits nowhere. */
function bestSlot(problem: Problem, routes: Route[], index: number, job: number): Slot | null {
  const route = routes[index]!;
  // What he may not do alone he may not do at all: skill, area, certificate.
  if (route.stops.length > 1 && problem.cost(route.crew, [job]) === null) return null;
  let best: Slot | null = null;
  for (let at = 0; at <= route.stops.length; at++) {
    const cost = problem.cost(route.crew, [...route.stops.slice(0, at), job, ...route.stops.slice(at)]);
    if (cost === null) continue;
    const added = cost - route.cost;
    if (best === null || added < best.added) best = { route: index, at, added };
  }
  return best;
}
