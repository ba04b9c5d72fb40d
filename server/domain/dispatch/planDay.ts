import { chooseRoutes, handOut, shortRoutes } from "./choose.ts";
import { type Day, type DayPlan, oneByOne, type Problem, type Route } from "./dayPlan.ts";
import { growRoutes } from "./growRoutes.ts";
import { type SearchLimits, searchPlan } from "./search.ts";
import type { Solver } from "./solver.ts";

export type Planned = {
  plan: DayPlan;
  /** What a good desk would do by hand, to compare with. */
  byHand: DayPlan;
  /** No plan of this day costs less; null where that is not known. */
  bound: number | null;
  /** None is better: the plan costs no more than the bound. */
  proven: boolean;
};

/** Crews, each with all that it may do: with more pairs than this only routes that the search meets are chosen from. */
const mostGrown = 4_000;

/**
 * The best plan of a whole day that is found within the limits, and what no plan can be cheaper than. Never worse than
 * one by one.
 */
export function planDay(solver: Solver, problem: Problem, limits: SearchLimits): Planned {
  const byHand = oneByOne(problem);
  if (problem.jobs === 0 || problem.crews === 0)
    return { plan: byHand, byHand, bound: byHand.cost, proven: true };
  const { day } = problem;
  const pairs = day?.crews.reduce((sum, { can }) => sum + can.size, 0) ?? Number.POSITIVE_INFINITY;
  const found =
    day && pairs <= mostGrown
      ? amongAll(solver, problem, day, byHand, limits)
      : { plan: amongMet(solver, problem, byHand, limits), bound: null };
  return { ...found, byHand, proven: found.bound !== null && isReached(found.plan, found.bound) };
}

/** By what part a plan is dearer than the bound, at most; what nobody can do costs the same in every plan and is left out. */
export function gapOf(problem: Problem, plan: DayPlan, bound: number): number {
  const isPossible = (job: number) =>
    Array.from({ length: problem.crews }, (_, crew) => crew).some(
      (crew) => problem.cost(crew, [job]) !== null,
    );
  const fixed = plan.left.reduce((sum, job) => sum + (isPossible(job) ? 0 : problem.leftOver(job)), 0);
  return bound - fixed > 0 ? (plan.cost - bound) / (bound - fixed) : Number.POSITIVE_INFINITY;
}

function isReached(plan: DayPlan, bound: number): boolean {
  return plan.cost - bound <= 1e-6 * Math.max(1, Math.abs(plan.cost));
}

function partOf(limits: SearchLimits, share: number): SearchLimits {
  const { rounds, milliseconds } = limits;
  return { ...limits, rounds: Math.ceil(rounds * share), milliseconds: milliseconds * share };
}

/** How often search and solver take turns; the solver's plan is where the next search begins. */
const turns = 2;
/** The search's part of the time. */
const searching = 0.75;

/** The solver chooses among the routes that a search has met. */
function amongMet(solver: Solver, problem: Problem, byHand: DayPlan, limits: SearchLimits): DayPlan {
  const short = shortRoutes(problem);
  const choosing = (limits.milliseconds * (1 - searching)) / turns;
  let best = byHand;
  for (let turn = 0; turn < turns; turn++) {
    const searched = searchPlan(problem, partOf(limits, searching / turns), best);
    best = chooseRoutes(solver, problem, [...short, ...searched.routes], searched.best, choosing).plan;
  }
  return best;
}

/** Parts of the time after which the search, and growing routes, end. */
const searchedBy = 0.25;
const grownBy = 0.6;
/** Routes from which a first plan is chosen, few and then more, each in a part of the time that is left. */
const mostChosen = [400, 1_200] as const;
const choosingFirst = 0.25;
const mostInTheEnd = 2_500;
/** The search's part of what is left in the end. */
const searchingAgain = 0.5;
/** Parts of the gap that are closed one after the other: the narrower, the fewer the routes that fit. */
const widths = [0.125, 0.25, 0.5, 1] as const;

/**
 * The solver chooses among all routes that there are, as far as they can be in a best plan: a search finds a good plan,
 * routes are grown until their bound is known, and then every route within the gap between the two is put before it.
 */
function amongAll(
  solver: Solver,
  problem: Problem,
  day: Day,
  byHand: DayPlan,
  limits: SearchLimits,
): { plan: DayPlan; bound: number | null } {
  const began = limits.clock();
  const left = () => limits.milliseconds - (limits.clock() - began);
  const isPast = (share: number) => left() < limits.milliseconds * (1 - share);
  const searched = searchPlan(problem, partOf(limits, searchedBy), byHand);
  let best = searched.best;
  const grown = growRoutes(solver, day, [...best.routes, ...searched.routes], () => isPast(grownBy));
  const { bound, groups } = grown;
  const choose = (offered: readonly Route[], milliseconds: number) => {
    const chosen = chooseRoutes(solver, problem, offered, best, milliseconds, groups);
    best = chosen.plan;
    return chosen.proven;
  };
  /** Puts every route that fits in the gap before the solver, a narrow part of the gap first; true when none is cheaper. */
  const closeGap = (): boolean => {
    for (const width of widths) {
      if (isReached(best, bound)) return true;
      const below = bound + width * (best.cost - bound);
      const all = grown.allBelow(below, () => isPast(1));
      if (all === null || isPast(1)) return false;
      // Whatever is cheaper than `below` is made of these alone.
      if (choose(all, left()) && best.cost <= below + 1e-6) return true;
    }
    return false;
  };
  const likely = handOut(problem, grown.likely, groups);
  if (likely.cost < best.cost) best = likely;
  for (const most of mostChosen)
    if (!isReached(best, bound)) choose(grown.worthiest(most), left() * choosingFirst);
  if (closeGap()) return { plan: best, bound: best.cost };
  if (!isPast(1)) {
    const again = searchPlan(problem, partOf(limits, (left() / limits.milliseconds) * searchingAgain), best);
    best = again.best;
    choose(grown.worthiest(mostInTheEnd, again.routes), left());
  }
  return { plan: best, bound: bound === Number.NEGATIVE_INFINITY ? null : Math.min(bound, best.cost) };
}
