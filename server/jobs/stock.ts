import type { Database } from "#db/client.ts";
import { ring } from "../operations/doorbell.ts";
import { followHolders } from "../operations/stock/follow.ts";
import { releaseEnded } from "../operations/stock/reserve.ts";
import { type Job, startRound } from "./round.ts";

/** Gives back what jobs that have ended still hold, and brings along what is held for jobs that others have now. */
export function startStock(db: Database): Job {
  return startRound({
    every: 5_000,
    work: async (now) => {
      await releaseEnded(db, now, ring);
      await followHolders(db, now, ring);
    },
    failed: "material of ended or moved jobs could not be seen to; it is tried again",
  });
}
