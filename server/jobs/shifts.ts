import type { Database } from "#db/client.ts";
import { now as clockNow, onClockSet } from "../clock.ts";
import { report } from "../log.ts";
import { absencesDue } from "../operations/technician/absences.ts";
import { endShifts } from "../operations/technician/shiftOver.ts";

const every = 5_000;

/** Puts the work of those whose shift is over back on the desk, and takes whoever is back with his next one for there. `stop` waits for the round under way. */
export function startShifts(db: Database): { stop(): Promise<void> } {
  let working: Promise<unknown> | null = null;
  function work(): void {
    working ??= Promise.all([endShifts(db, clockNow()), absencesDue(db, clockNow())])
      .catch((error: unknown) => report(error, "ended shifts could not be read; they are tried again"))
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
