import type { Database } from "#db/client.ts";
import { report } from "../log.ts";
import { endPauses } from "../operations/dispatch/endPauses.ts";
import { type Job, startRound } from "./round.ts";

/** Lets paused work that nobody holds go on when its time comes. The times are rows, so a restart loses none. */
export function startPauses(db: Database): Job {
  return startRound({
    every: 1_000,
    work: (now) => endPauses(db, now, (error) => report(error, "a pause could not be ended")),
    failed: "pauses that are over could not be read; they are tried again",
  });
}
