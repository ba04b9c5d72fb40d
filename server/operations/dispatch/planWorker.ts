import { parentPort, workerData } from "node:worker_threads";
import loadHighs from "highs";
import { type DeskDay, deskProblem, inWords, sumOf } from "../../domain/dispatch/deskDay.ts";
import { planDay } from "../../domain/dispatch/planDay.ts";

/** A small desk is searched through long before. */
const roundsPerJob = 60;
const mostRounds = 1_500;
const milliseconds = 2_500;

/** Its own seed each time would give another plan of the same worth; the same desk should get the same plan. */
function sequence(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const desk = workerData as DeskDay;
const { day, problem } = deskProblem(desk);
const { plan, byHand, proven } = planDay(await loadHighs(), problem, {
  rounds: Math.min(mostRounds, roundsPerJob * desk.waiting.length),
  milliseconds,
  clock: () => performance.now(),
  random: sequence(),
});
const routes = inWords(desk, day, plan.routes);
parentPort?.postMessage({
  routes,
  sum: sumOf(routes, plan.left.length),
  byHand: sumOf(inWords(desk, day, byHand.routes), byHand.left.length),
  left: plan.left.map((job) => desk.waiting[job]!.ticketId),
  proven,
});
