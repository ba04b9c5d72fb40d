import type { Database } from "#db/client.ts";
import { now as clockNow } from "../clock.ts";
import { report } from "../log.ts";
import { forget } from "../operations/retention.ts";

const every = 60 * 60_000;

/** Takes away, every hour, what has been kept long enough. `stop` waits for the round under way. */
export function startForgetting(db: Database): { stop(): Promise<void> } {
  let working: Promise<unknown> = Promise.resolve();
  const work = () => {
    working = forget(db, clockNow()).catch((error: unknown) =>
      report(error, "what has been kept long enough could not be taken away; it will be tried again"),
    );
  };
  work();
  const timer = setInterval(work, every);
  return {
    async stop() {
      clearInterval(timer);
      await working;
    },
  };
}
