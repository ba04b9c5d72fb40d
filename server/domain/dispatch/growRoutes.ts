import { type Groups, groupsOf } from "./choose.ts";
import { type Kind, kindsOf } from "./crewKinds.ts";
import { costOf, type Day, type Route } from "./dayPlan.ts";
import { pricerOf, type Wish } from "./priceRoutes.ts";
import { columnsOf, type Solver } from "./solver.ts";

export type Grown = {
  /** No plan of the day is cheaper than this. */
  bound: number;
  /** A plan from them, by giving the likeliest routes one after the other; jobs may be in several of its routes. */
  likely: Route[];
  groups: Groups;
  /** So many of the routes, and of those that were met elsewhere, that may rather be in the best plan. */
  worthiest(most: number, met?: readonly Route[]): Route[];
  /** Every route that a plan which costs less than `below` can have; null where these are too many. */
  allBelow(below: number, isOver: () => boolean): Route[] | null;
};

const slack = 1e-6;
/** Routes that one kind of crew is offered at a time. */
const atOnce = 12;
const quickSteps = 60_000;
const sureSteps = 600_000;
const allSteps = 1_500_000;
const mostOfAll = 40_000;

/**
 * Grows the routes from which a day's best plan can be made. A linear program says what doing each job is worth at the
 * routes so far; pricing finds the routes that are worth more than they cost at these prices, until there are none.
 * Whatever the prices are, their sum and what every crew could gain at most is a bound for every plan.
 */
export function growRoutes(solver: Solver, day: Day, begin: readonly Route[], isOver: () => boolean): Grown {
  const kinds = kindsOf(day);
  const kindOf = groupsOf(kinds.map(({ crews }) => crews));
  const pricers = kinds.map(pricerOf);
  const master = masterOf(solver, day, kinds);
  const asRoute = (kind: number, stops: number[]): Route => {
    const crew = kinds[kind]!.crews[0]!;
    return { crew, stops, cost: costOf(day, crew, stops)! };
  };
  let bound = Number.NEGATIVE_INFINITY;
  let prizes = new Float64Array(day.jobs.length);
  let leasts: number[] = kinds.map(() => 0);
  let likely: Route[] = [];
  try {
    master.offer(begin);
    let how: Wish["how"] = "quick";
    while (!isOver()) {
      const now = master.prices();
      const least: number[] = [];
      const fresh: Route[] = [];
      for (const [kind, price] of pricers.entries()) {
        if (isOver()) break;
        const below = now.crews[kind]! - slack;
        const most = how === "quick" ? quickSteps : sureSteps;
        const priced = price({ prizes: now.jobs, below, how, most, enough: atOnce, isOver });
        least.push(priced.least);
        fresh.push(...priced.found.map((stops) => asRoute(kind, stops)));
      }
      if (least.length === kinds.length) {
        const sum = now.jobs.reduce((all, prize) => all + prize, 0);
        const reached = least.reduce((all, each, kind) => all + each * kinds[kind]!.crews.length, sum);
        if (reached > bound) [bound, prizes, leasts] = [reached, now.jobs, least];
      }
      const isNew = master.offer(fresh);
      if (!isNew && how === "sure") break;
      how = isNew ? "quick" : "sure";
    }
    likely = master.likely(isOver);
  } finally {
    master.end();
  }
  const worth = (route: Route) =>
    route.stops.reduce((sum, stop) => sum - prizes[stop]!, route.cost) - leasts[kindOf.get(route.crew)!]!;
  return {
    bound,
    likely,
    groups: kinds.map(({ crews }) => crews),
    worthiest: (most, met = []) =>
      [...master.routes, ...met]
        .map((route) => ({ route, worth: worth(route) }))
        .sort((a, b) => a.worth - b.worth)
        .slice(0, most)
        .map(({ route }) => route),
    allBelow(below, isLate) {
      if (bound === Number.NEGATIVE_INFINITY) return null;
      const all: Route[] = [];
      for (const [kind, price] of pricers.entries()) {
        if (isLate()) return null;
        const priced = price({
          prizes,
          below: leasts[kind]! + below - bound + slack,
          how: "all",
          most: allSteps,
          enough: mostOfAll,
          isOver: isLate,
        });
        all.push(...priced.found.map((stops) => asRoute(kind, stops)));
        if (!priced.finished || all.length > mostOfAll) return null;
      }
      return all;
    },
  };
}

/** The linear program: each job is in one route or left over, each kind of crew has no more routes than crews. */
function masterOf(solver: Solver, day: Day, kinds: Kind[]) {
  const jobs = day.jobs.length;
  const rows = jobs + kinds.length;
  const kindOf = groupsOf(kinds.map(({ crews }) => crews));
  const known = new Set<string>();
  const routes: Route[] = [];
  const positions = [...day.jobs.keys()];
  const model = solver.createModel({
    numCols: jobs,
    numRows: rows,
    colCost: day.jobs.map((job) => job.leftOver),
    colLower: positions.map(() => 0),
    colUpper: positions.map(() => solver.infinity),
    rowLower: [...positions.map(() => 1), ...kinds.map(() => -solver.infinity)],
    rowUpper: [...positions.map(() => solver.infinity), ...kinds.map(({ crews }) => crews.length)],
    matrix: columnsOf(
      rows,
      positions.map((job) => [job]),
    ),
  });
  // What is added leaves the last plan allowed, so the primal method goes on from there.
  model.options.set({ output_flag: false, presolve: "off", solver: "simplex", simplex_strategy: 4 });
  return {
    routes,
    /** Answers whether any of them is new. */
    offer(offered: readonly Route[]): boolean {
      const fresh = offered.filter((route) => {
        const name = `${kindOf.get(route.crew)}:${route.stops.join()}`;
        return !known.has(name) && known.add(name);
      });
      if (fresh.length === 0) return false;
      model.addCols({
        cost: Float64Array.from(fresh, (route) => route.cost),
        lower: new Float64Array(fresh.length),
        upper: new Float64Array(fresh.length).fill(solver.infinity),
        matrix: columnsOf(
          rows,
          fresh.map(({ crew, stops }) => [...stops, jobs + kindOf.get(crew)!]),
        ),
      });
      routes.push(...fresh);
      return true;
    },
    /** What each job is worth, and what each kind of crew costs, at the routes so far. */
    prices(): { jobs: Float64Array<ArrayBuffer>; crews: number[] } {
      model.run();
      const { rowDual } = model.getSolution();
      return {
        jobs: Float64Array.from(day.jobs, (job, at) => Math.min(job.leftOver, Math.max(0, rowDual[at]!))),
        crews: kinds.map((_, kind) => Math.min(0, rowDual[jobs + kind]!)),
      };
    },
    likely(isOver: () => boolean): Route[] {
      // Now it is the bounds that change.
      model.options.set({ simplex_strategy: 1 });
      const given = new Set<number>();
      for (;;) {
        model.run();
        const parts = model.getSolution().colValue.slice(jobs);
        const open = [...parts.keys()].filter((at) => parts[at]! > slack && !given.has(at));
        if (open.length === 0 || isOver()) break;
        open.sort((a, b) => parts[b]! - parts[a]!);
        const sure = open.filter((at) => parts[at]! > 1 - slack);
        for (const at of sure.length > 0 ? sure : open.slice(0, 1)) {
          given.add(at);
          model.changeColBounds(jobs + at, 1, solver.infinity);
        }
      }
      return [...given].map((at) => routes[at]!);
    },
    end: () => model.dispose(),
  };
}
