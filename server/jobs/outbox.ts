import type { Database } from "#db/client.ts";
import { now as clockNow } from "../clock.ts";
import { report } from "../log.ts";
import { send } from "../notify/transport.ts";
import { onRing } from "../operations/doorbell.ts";
import { type Carriers, deliverDue } from "../operations/notice/deliver.ts";
import { pushTo } from "../operations/push/deliver.ts";
import { vapidKeys } from "../operations/push/keys.ts";

const every = 1_000;
/** Bells that ring together are answered together, ms. */
const gather = 100;

/** Empties the outbox: each second, and at once when something has happened. `stop` waits for the batch under way. */
export function startOutbox(db: Database): { stop(): Promise<void> } {
  let stopped = false;
  let working: Promise<void> | null = null;
  let again = false;

  const carriers: Carriers = {
    sms: send,
    push: async (tx, message) => pushTo(tx, message, await vapidKeys(db), clockNow()),
  };

  function work(): void {
    if (stopped) return;
    if (working) {
      again = true;
      return;
    }
    working = deliverDue(db, carriers, clockNow())
      .then(() => {})
      .catch((error: unknown) => report(error, "the outbox could not be emptied; it will be tried again"))
      .finally(() => {
        working = null;
        if (again) {
          again = false;
          work();
        }
      });
  }

  let rung: NodeJS.Timeout | undefined;
  const timer = setInterval(work, every);
  const stopRing = onRing(() => {
    rung ??= setTimeout(() => {
      rung = undefined;
      work();
    }, gather);
  });
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      clearTimeout(rung);
      stopRing();
      await working;
    },
  };
}
