import { and, asc, eq, isNull, lte } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { notification } from "#db/schema/event.ts";
import type { Tx } from "../operation.ts";

export type Outgoing = typeof notification.$inferSelect;
/** How messages leave. `push` says whether a browser took it; if none did, the message goes as text. */
export type Carriers = {
  sms(message: Outgoing): Promise<void>;
  push(tx: Tx, message: Outgoing): Promise<"sent" | "nobody" | "silent">;
};

const batch = 50;
const giveUpAfter = 8;

/**
 * Sends what is due and says how many went. Each message is locked while it is being sent, so two processes never send
 * it twice at once; a failed one waits 1, 2, 4 … minutes and is given up after eight tries.
 */
export async function deliverDue(db: Database, carriers: Carriers, now: Date): Promise<number> {
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
    // A push service that hangs must not hold up the others.
    const pushed = new Map(
      await Promise.all(
        due
          .filter(({ channel }) => channel === "push")
          .map(async (m) => [m.id, await tried(push(tx, m))] as const),
      ),
    );
    for (const message of due) {
      const { error, channel } = pushed.get(message.id) ?? (await tried(text(message)));
      const attempts = message.attempts + 1;
      const later = new Date(now.getTime() + 2 ** message.attempts * 60_000);
      await tx
        .update(notification)
        .set(
          error === null
            ? { attempts, deliveredAt: now, error: null, channel }
            : { attempts, error, notBefore: later, failedAt: attempts >= giveUpAfter ? now : null },
        )
        .where(eq(notification.id, message.id));
    }
    return due.length;
  });

  async function text(message: Outgoing): Promise<"sms"> {
    await carriers.sms(message);
    return "sms";
  }

  async function push(tx: Tx, message: Outgoing): Promise<Outgoing["channel"]> {
    const outcome = await carriers.push(tx, message);
    return outcome === "nobody" && message.address !== "" ? text(message) : "push";
  }
}

async function tried(going: Promise<Outgoing["channel"]>) {
  return going.then(
    (channel) => ({ error: null, channel }),
    (reason: unknown) => ({ error: String(reason), channel: undefined }),
  );
}
