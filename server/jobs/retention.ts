import type { Database } from "#db/client.ts";
import { forget } from "../operations/retention.ts";
import { type Job, startRound } from "./round.ts";

/** Takes away, every hour, what has been kept long enough. */
export function startForgetting(db: Database): Job {
  return startRound({
    every: 60 * 60_000,
    work: (now) => forget(db, now),
    failed: "what has been kept long enough could not be taken away; it will be tried again",
  });
}
