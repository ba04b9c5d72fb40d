import type { Database } from "#db/client.ts";
import { report } from "../log.ts";
import { foldLessons } from "../operations/triage/fold.ts";

const every = 15_000;

/** Adds up, four times a minute, what the desk's rulings have taught. `stop` waits for the round under way. */
export function startLearning(db: Database): { stop(): Promise<void> } {
  let working: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    working = foldLessons(db).catch((error: unknown) =>
      report(error, "what rulings have taught could not be added up; it will be tried again"),
    );
  }, every);
  return {
    async stop() {
      clearInterval(timer);
      await working;
    },
  };
}
