import { type DayPlan, type Problem, planOf, type Route } from "./dayPlan.ts";
import { columnsOf, type Solver } from "./solver.ts";

/** Every single job of every crew is always offered; so is every pair while there are at most this many. */
const mostPairs = 20_000;

/** Crews that differ in nothing, together; each by itself where nothing is known of that. */
export type Groups = ReadonlyArray<readonly number[]>;

/**
 * The cheapest plan that can be made of these routes and of those of `begin`: each job at most once, each crew at most
 * one route. A route of one crew may go to any other of its group. Exact, by mixed-integer programming; `proven` says
 * that the solver finished within these milliseconds.
 */
export function chooseRoutes(
  solver: Solver,
  problem: Problem,
  routes: readonly Route[],
  begin: DayPlan,
  milliseconds: number,
  groups: Groups = eachAlone(problem),
): { plan: DayPlan; proven: boolean } {
  const { jobs } = problem;
  const groupOf = groupsOf(groups);
  const all = new Map<string, Route>();
  for (const route of [...routes, ...begin.routes])
    all.set(`${groupOf.get(route.crew)}:${route.stops.join()}`, route);
  const worth = (route: Route) => route.stops.reduce((sum, stop) => sum - problem.leftOver(stop), route.cost);
  // A route that is dearer than leaving its jobs over can be in no best plan.
  const useful = [...all.values()].filter((route) => worth(route) < 0);
  if (useful.length === 0) return { plan: begin, proven: true };
  const rows = jobs + groups.length;
  const ofEach = <T>(value: T, count: number) => Array.from({ length: count }, () => value);
  const model = solver.createModel({
    numCols: useful.length,
    numRows: rows,
    colCost: useful.map(worth),
    colLower: ofEach(0, useful.length),
    colUpper: ofEach(1, useful.length),
    rowLower: ofEach(-solver.infinity, rows),
    rowUpper: [...ofEach(1, jobs), ...groups.map((crews) => crews.length)],
    matrix: columnsOf(
      rows,
      useful.map(({ crew, stops }) => [...stops, jobs + groupOf.get(crew)!]),
    ),
    integrality: ofEach(1 as const, useful.length),
  });
  try {
    // Taking the model apart beforehand takes longer than solving it.
    model.options.set({ output_flag: false, presolve: "off", mip_rel_gap: 0, mip_abs_gap: 1e-6 });
    model.options.set({ time_limit: Math.max(0.05, milliseconds / 1_000) });
    const begun = new Set(begin.routes);
    model.setSolution({ colValue: useful.map((route) => (begun.has(route) ? 1 : 0)) });
    model.run();
    const { colValue } = model.getSolution();
    const chosen = useful.filter((_, at) => colValue[at]! > 0.5);
    const plan = handOut(problem, chosen, groups);
    const proven = model.getModelStatus() === solver.constants.modelStatus.optimal;
    return plan.cost < begin.cost ? { plan, proven } : { plan: begin, proven };
  } finally {
    model.dispose();
  }
}

export function eachAlone({ crews }: Problem): Groups {
  return Array.from({ length: crews }, (_, crew) => [crew]);
}

/** The group of each crew, by position. */
export function groupsOf(groups: Groups): Map<number, number> {
  return new Map(groups.flatMap((crews, group) => crews.map((crew) => [crew, group] as const)));
}

/** The plan of these routes: each goes to another crew of its group, and a job that is in several is done in the first. */
export function handOut(problem: Problem, routes: readonly Route[], groups: Groups): DayPlan {
  const groupOf = groupsOf(groups);
  const free = groups.map((crews) => [...crews]);
  const done = new Set<number>();
  const given: Route[] = [];
  for (const route of routes) {
    const stops = route.stops.filter((stop) => !done.has(stop));
    const crew = free[groupOf.get(route.crew)!]!.shift();
    if (crew === undefined || stops.length === 0) continue;
    const cost = problem.cost(crew, stops);
    if (cost === null) continue;
    for (const stop of stops) done.add(stop);
    given.push({ crew, stops, cost });
  }
  return planOf(problem, given);
}

/** Every route of one job, and of two while these are few. */
export function shortRoutes(problem: Problem): Route[] {
  const found: Route[] = [];
  const pairs = problem.jobs * problem.jobs * problem.crews <= mostPairs;
  for (let crew = 0; crew < problem.crews; crew++) {
    const add = (stops: number[]): boolean => {
      const cost = problem.cost(crew, stops);
      if (cost !== null) found.push({ crew, stops, cost });
      return cost !== null;
    };
    const able = problem.order.filter((job) => add([job]));
    if (!pairs) continue;
    for (const first of able) for (const second of able) if (first !== second) add([first, second]);
  }
  return found;
}
