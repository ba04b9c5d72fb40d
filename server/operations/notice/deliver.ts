import { and, asc, eq, isNull, lte } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { notification } from "#db/schema/event.ts";

export type Outgoing = typeof notification.$inferSelect;

const batch = 50;
const giveUpAfter = 8;

/**
 * Sends what is due and says how many went. Each message is locked while it is being sent, so two processes never send
 * it twice at once; a failed one waits 1, 2, 4 … minutes and is given up after eight tries.
 */
export async function deliverDue(
  db: Database,
  send: (message: Outgoing) => Promise<void>,
  now: Date,
): Promise<number> {
  return db.transaction(async (tx) => {
    const due = await tx
      .select()
      .from(notification)
      .where(
        and(
          isNull(notification.deliveredAt),
          isNull(notification.failedAt),
          lte(notification.notBefore, now),
        ),
      )
      .orderBy(asc(notification.notBefore))
      .limit(batch)
      .for("update", { skipLocked: true });
    for (const message of due) {
      const error = await send(message).then(
        () => null,
        (reason: unknown) => String(reason),
      );
      const attempts = message.attempts + 1;
      const later = new Date(now.getTime() + 2 ** message.attempts * 60_000);
      await tx
        .update(notification)
        .set(
          error === null
            ? { attempts, deliveredAt: now, error: null }
            : { attempts, error, notBefore: later, failedAt: attempts >= giveUpAfter ? now : null },
        )
        .where(eq(notification.id, message.id));
    }
    return due.length;
  });
}
