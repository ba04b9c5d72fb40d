import type { Database } from "#db/client.ts";
import { now as clockNow } from "../clock.ts";
import { report } from "../log.ts";
import { ring } from "../operations/doorbell.ts";
import { releaseEnded } from "../operations/stock/reserve.ts";

const every = 5_000;

/** Gives back what jobs that have ended still hold. `stop` waits for the round under way. */
export function startStock(db: Database, now: () => Date = clockNow): { stop(): Promise<void> } {
  let working: Promise<void> | null = null;
  const timer = setInterval(() => {
    working ??= releaseEnded(db, now(), ring)
      .then(() => {})
      .catch((error: unknown) =>
        report(error, "material of ended jobs could not be given back; it is tried again"),
      )
      .finally(() => {
        working = null;
      });
  }, every);
  return {
    async stop() {
      clearInterval(timer);
      await working;
    },
  };
}
