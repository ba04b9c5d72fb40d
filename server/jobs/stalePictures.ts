import type { Database } from "#db/client.ts";
import { now as clockNow } from "../clock.ts";
import { report } from "../log.ts";
import { dropStalePictures } from "../operations/photo/upload.ts";

const every = 10 * 60_000;

/** Clears away pictures that stopped on the way. `stop` waits for the round under way. */
export function startClearingPictures(db: Database): { stop(): Promise<void> } {
  let working: Promise<unknown> = Promise.resolve();
  const work = () => {
    working = dropStalePictures(db, clockNow()).catch((error: unknown) =>
      report(error, "half-sent pictures could not be cleared; it will be tried again"),
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
