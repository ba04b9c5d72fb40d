import type { Database } from "#db/client.ts";
import { now as clockNow, onClockSet } from "../clock.ts";
import { report } from "../log.ts";
import { remindDue } from "../operations/appointment/remind.ts";

const every = 15_000;

/** Reminds owners of visits, a day and an hour before. `stop` waits for the round under way. */
export function startAppointments(db: Database): { stop(): Promise<void> } {
  let working: Promise<unknown> | null = null;
  function work(): void {
    working ??= remindDue(db, clockNow())
      .catch((error: unknown) => report(error, "reminders could not be sent; they are tried again"))
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
