import { parentPort, workerData } from "node:worker_threads";
import loadHighs from "highs";
import { problemOf } from "../../domain/dispatch/dayPlan.ts";
import { type DeskDay, dayOf, inWords, sumOf } from "../../domain/dispatch/deskDay.ts";
import { gapOf, planDay } from "../../domain/dispatch/planDay.ts";
import { planSeconds } from "../../domain/dispatch/planTime.ts";
import type { DeskPlan } from "./planInBackground.ts";

/** A small desk is searched through long before its time is up. */
const roundsPerJob = 60;
/** Of the time there is, the rest is for beginning and answering, ms. */
const milliseconds = planSeconds * 1_000 - 800;

/** Its own seed each time would give another plan of the same worth; the same desk should get the same plan. */
function sequence(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const desk = workerData as DeskDay;
const day = dayOf(desk);
const problem = problemOf(day);
const { plan, byHand, bound, proven } = planDay(await loadHighs(), problem, {
  rounds: roundsPerJob * desk.waiting.length,
  milliseconds,
  clock: () => performance.now(),
  random: sequence(),
});
const routes = inWords(desk, day, plan.routes);
const ticketIds = (jobs: number[]) => jobs.map((job) => desk.waiting[job]!.ticketId);
parentPort?.postMessage({
  routes,
  sum: sumOf(routes, plan.left.length),
  byHand: sumOf(inWords(desk, day, byHand.routes), byHand.left.length),
  left: ticketIds(plan.left),
  urgentLeft: ticketIds(plan.left.filter((job) => day.jobs[job]!.atOnce)),
  proven,
  gap: proven || bound === null ? null : gapOf(problem, plan, bound),
} satisfies DeskPlan);
