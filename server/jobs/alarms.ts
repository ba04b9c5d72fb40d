import type { Database } from "#db/client.ts";
import { report } from "../log.ts";
import { reviewAll } from "../operations/alarm/review.ts";
import { type Job, startRound } from "./round.ts";

/** Time breaks promises and empties shifts: every half minute each urgent ticket is looked at. */
export function startAlarms(db: Database): Job {
  return startRound({
    every: 30_000,
    work: (now) =>
      reviewAll(db, now, (error) =>
        report(error, "a ticket's alarms could not be reviewed; they will be in half a minute"),
      ),
    failed: "alarms could not be reviewed; they will be in half a minute",
  });
}
