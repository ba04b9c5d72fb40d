import { chooseRoutes, type Solver, shortRoutes } from "./choose.ts";
import { type DayPlan, oneByOne, type Problem, type Route } from "./dayPlan.ts";
import { type SearchLimits, searchPlan } from "./search.ts";

export type Planned = {
  plan: DayPlan;
  /** What a good desk would do by hand, to compare with. */
  byHand: DayPlan;
  /** The solver proved that no better plan can be made of the routes that were found. */
  proven: boolean;
};

/** How often search and solver take turns; the solver's plan is where the next search begins. */
const turns = 2;

/** The best plan of a whole day: routes are searched, and an exact solver chooses among all that were met. */
export function planDay(solver: Solver, problem: Problem, limits: SearchLimits): Planned {
  const byHand = oneByOne(problem);
  const routes = new Map<string, Route>();
  const offer = (found: readonly Route[]) => {
    for (const route of found) routes.set(`${route.crew}:${route.stops.join(",")}`, route);
  };
  offer(shortRoutes(problem));
  let best = byHand;
  let proven = false;
  for (let turn = 0; turn < turns; turn++) {
    const part = {
      ...limits,
      rounds: Math.ceil(limits.rounds / turns),
      milliseconds: limits.milliseconds / turns,
    };
    const searched = searchPlan(problem, part, best);
    offer(searched.routes);
    offer(best.routes);
    if (searched.best.cost < best.cost) best = searched.best;
    const chosen = chooseRoutes(solver, problem, [...routes.values()]);
    proven = chosen.proven;
    if (chosen.plan.cost <= best.cost) best = chosen.plan;
  }
  return { plan: best, byHand, proven };
}
