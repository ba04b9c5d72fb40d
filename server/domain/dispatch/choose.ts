import { type DayPlan, type Problem, planOf, type Route } from "./dayPlan.ts";

/** What is needed of a mixed-integer solver: it reads a model in the LP format. HiGHS is one. */
export type Solver = {
  solve(
    model: string,
    options: { output_flag: boolean; time_limit: number; mip_rel_gap: number; mip_abs_gap: number },
  ): { Status: string; Columns: Record<string, object> };
};

/** How long the solver may take, s; what it has by then is a plan too. */
const solverSeconds = 4;
/** Every single job of every crew is always offered; so is every pair while there are at most this many. */
const mostPairs = 20_000;

/**
 * The cheapest plan that can be made of these routes: each job at most once, each crew at most one route. Exact, by
 * mixed-integer programming; `proven` says that the solver finished.
 */
export function chooseRoutes(
  solver: Solver,
  problem: Problem,
  routes: Route[],
): { plan: DayPlan; proven: boolean } {
  if (routes.length === 0) return { plan: planOf(problem, []), proven: true };
  const worth = (route: Route) =>
    route.cost - route.stops.reduce((sum, stop) => sum + problem.leftOver(stop), 0);
  // A route that is dearer than leaving its jobs over can be in no best plan.
  const useful = routes.filter((route) => worth(route) < 0);
  if (useful.length === 0) return { plan: planOf(problem, []), proven: true };
  const name = (index: number) => `r${index}`;
  const sum = (terms: number[]) => terms.map(name).join(" + ");
  const byJob = Array.from({ length: problem.jobs }, () => [] as number[]);
  const byCrew = Array.from({ length: problem.crews }, () => [] as number[]);
  for (const [index, route] of useful.entries()) {
    byCrew[route.crew]!.push(index);
    for (const stop of route.stops) byJob[stop]!.push(index);
  }
  const rows = [
    ...byJob.map((terms, job) => (terms.length === 0 ? "" : `j${job}: ${sum(terms)} <= 1`)),
    ...byCrew.map((terms, crew) => (terms.length === 0 ? "" : `c${crew}: ${sum(terms)} <= 1`)),
  ].filter((row) => row !== "");
  const goal = useful.map((route, index) => `${signed(worth(route))} ${name(index)}`).join(" ");
  const words = `Minimize\n obj: ${wrapped(goal)}\nSubject To\n ${rows.map(wrapped).join("\n ")}\nBinary\n ${wrapped(
    useful.map((_, index) => name(index)).join(" "),
  )}\nEnd`;
  const solved = solver.solve(words, {
    output_flag: false,
    time_limit: solverSeconds,
    mip_rel_gap: 0,
    mip_abs_gap: 1e-6,
  });
  const columns = solved.Columns as Record<string, { Primal?: number }>;
  const chosen = useful.filter((_, index) => (columns[name(index)]?.Primal ?? 0) > 0.5);
  return { plan: planOf(problem, chosen), proven: solved.Status === "Optimal" };
}

/** Every route of one job, and of two while these are few: with them the choice is exact for small desks. */
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

function signed(value: number): string {
  const figure = Math.abs(value).toFixed(6);
  return value < 0 ? `- ${figure}` : `+ ${figure}`;
}

/** The model format does not take endless lines. */
function wrapped(words: string): string {
  return words.replaceAll(/(.{200}\S*) /g, "$1\n  ");
}
