import type { Database } from "#db/client.ts";
import { report } from "../log.ts";
import { dispatchDue } from "../operations/dispatch/automatic.ts";
import { type Job, startRound } from "./round.ts";

const failed = "a ticket could not be given out; it is tried again";

/** Gives out what its site does not leave to the desk: right after something happened, and each second. */
export function startDispatch(db: Database): Job {
  return startRound({
    every: 1_000,
    gather: 20,
    work: (now) => dispatchDue(db, now, (error) => report(error, failed)),
    failed,
  });
}
