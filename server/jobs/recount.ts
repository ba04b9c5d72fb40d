import type { Database } from "#db/client.ts";
import { report } from "../log.ts";
import { recountHours } from "../operations/sla/recount.ts";
import { type Job, startRound } from "./round.ts";

/** Counts open repairs anew when the hours of their site change. */
export function startRecounting(db: Database): Job {
  return startRound({
    every: 2_000,
    work: (now) => recountHours(db, now, (error) => report(error, "a repair could not be counted anew")),
    failed: "changed hours could not be read; they are tried again",
  });
}
