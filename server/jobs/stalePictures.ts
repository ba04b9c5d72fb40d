import type { Database } from "#db/client.ts";
import { dropUnusedPhotos } from "../operations/photo/keep.ts";
import { dropStalePictures } from "../operations/photo/upload.ts";
import { type Job, startRound } from "./round.ts";

/** Clears away pictures that stopped on the way, and those that nobody used. */
export function startClearingPictures(db: Database): Job {
  return startRound({
    every: 10 * 60_000,
    work: async (now) => {
      await dropStalePictures(db, now);
      await dropUnusedPhotos(db, now);
    },
    failed: "half-sent and unused pictures could not be cleared; it will be tried again",
  });
}
