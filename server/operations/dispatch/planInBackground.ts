import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { DeskDay, PlannedRoute, Sum } from "../../domain/dispatch/deskDay.ts";
import { planSeconds } from "../../domain/dispatch/planTime.ts";
import { Refused, refuse } from "../../domain/refusal.ts";

export type DeskPlan = {
  routes: PlannedRoute[];
  sum: Sum;
  byHand: Sum;
  /** Tickets that nobody can take in time, or at all. */
  left: string[];
  /** Of them the emergencies. */
  urgentLeft: string[];
  /** None is better. */
  proven: boolean;
  /** By what part the plan is dearer than the best that may exist, at most; null when it is proved, or not known. */
  gap: number | null;
};

/** Far longer than a plan may take, ms. */
const patience = 3 * planSeconds * 1_000;
/** When the one that is being made began, ms: each takes a core, so there is one at a time. */
let began: number | null = null;

/**
 * Plans in a thread of its own, so that nobody's live board waits for it. Refusal: WAIT (params.seconds) while another
 * plan is being made.
 */
export async function planInBackground(desk: DeskDay): Promise<DeskPlan> {
  if (began !== null) {
    const left = planSeconds - Math.floor((performance.now() - began) / 1_000);
    throw new Refused(refuse("WAIT", { params: { seconds: Math.max(1, left) } }));
  }
  began = performance.now();
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
    began = null;
    void worker.terminate();
  }
}
