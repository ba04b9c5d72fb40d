import type { Database } from "#db/client.ts";
import { now as clockNow } from "../clock.ts";
import { report } from "../log.ts";
import { ringDue } from "../operations/escalation/ring.ts";

const every = 1_000;

/**
 * Rings for deadlines, each second. The timers are rows, so a restart loses none and two servers share them. `stop`
 * waits for the round under way.
 */
export function startEscalation(db: Database, now: () => Date = clockNow): { stop(): Promise<void> } {
  let working: Promise<void> | null = null;
  const timer = setInterval(() => {
    working ??= ringDue(db, now(), (error) => report(error, "a deadline could not call anybody"))
      .then(() => {})
      .catch((error: unknown) => report(error, "deadlines could not be read; they are tried again"))
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
