import type { Database } from "#db/client.ts";
import { now as clockNow } from "../clock.ts";
import { report } from "../log.ts";
import { ring } from "../operations/doorbell.ts";
import { followHolders } from "../operations/stock/follow.ts";
import { releaseEnded } from "../operations/stock/reserve.ts";

const every = 5_000;

/** Gives back what jobs that have ended still hold, and brings along what is held for jobs that others have now. `stop` waits for the round under way. */
export function startStock(db: Database, now: () => Date = clockNow): { stop(): Promise<void> } {
  let working: Promise<void> | null = null;
  const timer = setInterval(() => {
    working ??= releaseEnded(db, now(), ring)
      .then(() => followHolders(db, now(), ring))
      .then(() => {})
      .catch((error: unknown) =>
        report(error, "material of ended or moved jobs could not be seen to; it is tried again"),
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
