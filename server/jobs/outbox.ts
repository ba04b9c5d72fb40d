import type { Database } from "#db/client.ts";
import { now as clockNow } from "../clock.ts";
import { send } from "../notify/transport.ts";
import { type Carriers, deliverDue } from "../operations/notice/deliver.ts";
import { pushTo } from "../operations/push/deliver.ts";
import { vapidKeys } from "../operations/push/keys.ts";
import { type Job, startRound } from "./round.ts";

/** Empties the outbox: each second, and soon after something has happened. */
export function startOutbox(db: Database): Job {
  const carriers: Carriers = {
    sms: send,
    push: async (tx, message) => pushTo(tx, message, await vapidKeys(db), clockNow()),
  };
  return startRound({
    every: 1_000,
    gather: 100,
    work: (now) => deliverDue(db, carriers, now),
    failed: "the outbox could not be emptied; it will be tried again",
  });
}
