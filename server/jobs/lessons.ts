import type { Database } from "#db/client.ts";
import { foldLessons } from "../operations/triage/fold.ts";
import { type Job, startRound } from "./round.ts";

/** Adds up, four times a minute, what the desk's rulings have taught. */
export function startLearning(db: Database): Job {
  return startRound({
    every: 15_000,
    work: () => foldLessons(db),
    failed: "what rulings have taught could not be added up; it will be tried again",
  });
}
