import type { Database } from "#db/client.ts";
import { now as clockNow, onClockSet } from "../clock.ts";
import { report } from "../log.ts";
import { dispatchDue } from "../operations/dispatch/automatic.ts";
import { onRing } from "../operations/doorbell.ts";

const every = 1_000;
/** Bells that ring together are answered together, ms. */
const gather = 20;

/** Gives out what its site does not leave to the desk: right after something happened, and each second. */
export function startDispatch(db: Database): { stop(): Promise<void> } {
  let working: Promise<unknown> | null = null;
  let again = false;
  let stopped = false;
  let rung: NodeJS.Timeout | undefined;
  const tell = (error: unknown) => report(error, "a ticket could not be given out; it is tried again");
  function work(): void {
    if (stopped) return;
    if (working !== null) {
      again = true;
      return;
    }
    working = dispatchDue(db, clockNow(), tell)
      .catch(tell)
      .finally(() => {
        working = null;
        if (!again) return;
        again = false;
        work();
      });
  }
  const timer = setInterval(work, every);
  const stopWatching = onClockSet(work);
  const stopRing = onRing(() => {
    rung ??= setTimeout(() => {
      rung = undefined;
      work();
    }, gather);
  });
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      clearTimeout(rung);
      stopWatching();
      stopRing();
      await working;
    },
  };
}
