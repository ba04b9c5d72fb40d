import type { Database } from "#db/client.ts";
import { now as clockNow, onClockSet } from "../clock.ts";
import { report } from "../log.ts";
import { reviewAll } from "../operations/alarm/review.ts";

const every = 30_000;

/** Time breaks promises and empties shifts: every half minute each urgent ticket is looked at. `stop` waits for the round under way. */
export function startAlarms(db: Database): { stop(): Promise<void> } {
  let working: Promise<unknown> | null = null;
  function work(): void {
    working ??= reviewAll(db, clockNow(), (error) =>
      report(error, "a ticket's alarms could not be reviewed; they will be in half a minute"),
    )
      .catch((error: unknown) => report(error, "alarms could not be reviewed; they will be in half a minute"))
      .finally(() => {
        working = null;
      });
  }
  work();
  const timer = setInterval(work, every);
  const stopWatching = onClockSet(work);
  return {
    async stop() {
      clearInterval(timer);
      stopWatching();
      await working;
    },
  };
}
