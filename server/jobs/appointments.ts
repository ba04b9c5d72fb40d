import type { Database } from "#db/client.ts";
import { remindDue } from "../operations/appointment/remind.ts";
import { type Job, startRound } from "./round.ts";

/** Reminds owners of visits, a day and an hour before. */
export function startAppointments(db: Database): Job {
  return startRound({
    every: 15_000,
    work: (now) => remindDue(db, now),
    failed: "reminders could not be sent; they are tried again",
  });
}
