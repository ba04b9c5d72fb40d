import type { Database } from "#db/client.ts";
import { now as clockNow } from "../clock.ts";
import { report } from "../log.ts";
import { recountHours } from "../operations/sla/recount.ts";

const every = 2_000;

/** Counts open repairs anew when the hours of their site change. `stop` waits for the round under way. */
export function startRecounting(db: Database): { stop(): Promise<void> } {
  let working: Promise<unknown> | null = null;
  function work(): void {
    working ??= recountHours(db, clockNow(), (error) => report(error, "a repair could not be counted anew"))
      .catch((error: unknown) => report(error, "changed hours could not be read; they are tried again"))
      .finally(() => {
        working = null;
      });
  }
  work();
  const timer = setInterval(work, every);
  return {
    async stop() {
      clearInterval(timer);
      await working;
    },
  };
}
