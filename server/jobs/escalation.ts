import type { Database } from "#db/client.ts";
import { report } from "../log.ts";
import { ringDue } from "../operations/escalation/ring.ts";
import { type Job, startRound } from "./round.ts";

/** Rings for deadlines, each second. The timers are rows, so a restart loses none and two servers share them. */
export function startEscalation(db: Database): Job {
  return startRound({
    every: 1_000,
    work: (now) => ringDue(db, now, (error) => report(error, "a deadline could not call anybody")),
    failed: "deadlines could not be read; they are tried again",
  });
}
