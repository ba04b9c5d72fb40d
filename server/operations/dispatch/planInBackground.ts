import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { DeskDay, PlannedRoute, Sum } from "../../domain/dispatch/deskDay.ts";
import { Refused, refuse } from "../../domain/refusal.ts";

export type DeskPlan = {
  routes: PlannedRoute[];
  sum: Sum;
  byHand: Sum;
  /** Tickets that nobody can take in time, or at all. */
  left: string[];
  proven: boolean;
};

/** Longer than search and solver may take together, ms. */
const patience = 20_000;
/** Each takes a core while it plans. */
const mostAtOnce = 1;
let running = 0;

/**
 * Plans in a thread of its own, so that nobody's live board waits for it. Refusal: WAIT (params.seconds) while another
 * plan is being made.
 */
export async function planInBackground(desk: DeskDay): Promise<DeskPlan> {
  if (running >= mostAtOnce) throw new Refused(refuse("WAIT", { params: { seconds: 5 } }));
  running += 1;
  // Not a literal address: the pages' bundler would take it for a worker of the browser.
  const file = join(process.cwd(), "server", "operations", "dispatch", "planWorker.ts");
  const worker = new Worker(file, { workerData: desk });
  try {
    return await new Promise<DeskPlan>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error("planning took too long")), patience);
      worker.once("message", (plan: DeskPlan) => {
        clearTimeout(late);
        resolve(plan);
      });
      worker.once("error", (error) => {
        clearTimeout(late);
        reject(error);
      });
    });
  } finally {
    running -= 1;
    void worker.terminate();
  }
}
