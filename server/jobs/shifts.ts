import type { Database } from "#db/client.ts";
import { absencesDue } from "../operations/technician/absences.ts";
import { putBackOfIll } from "../operations/technician/illHold.ts";
import { endShifts } from "../operations/technician/shiftOver.ts";
import { type Job, startRound } from "./round.ts";

/** Puts the work of those whose shift is over, or who are ill, back on the desk, and takes whoever is back with his next one for there. */
export function startShifts(db: Database): Job {
  return startRound({
    every: 5_000,
    work: (now) => Promise.all([endShifts(db, now), absencesDue(db, now), putBackOfIll(db, now)]),
    failed: "ended shifts could not be read; they are tried again",
  });
}
