import { and, asc, eq, isNull, lte } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { notification } from "#db/schema/event.ts";
import { env } from "../../env.ts";
import { GaveUp } from "../../notify/transport.ts";
import type { Tx } from "../operation.ts";
import { isMobile } from "../phone.ts";
import type { NoticeKind } from "./tell.ts";

export type Outgoing = typeof notification.$inferSelect;
/** How messages leave. `push` says whether a browser took it; if none did, the message goes as text. */
export type Carriers = {
  sms(message: Outgoing): Promise<void>;
  push(tx: Tx, message: Outgoing): Promise<"sent" | "nobody" | "silent">;
};

const batch = 50;
const giveUpAfter = 8;

type Outcome = { error: string | null; channel: Outgoing["channel"] | undefined; never: boolean };

/**
 * Sends what is due and says how many went. Each message is locked while it is being sent, so two processes never send
 * it twice at once; a failed one waits 1, 2, 4 … minutes and is given up after eight tries, or at once where its carrier
 * says that it never will be taken.
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
    // A service that hangs must not hold up the others; what goes to one number keeps its order.
    const outcomes = new Map<string, Outcome>();
    await Promise.all(
      [...Map.groupBy(due, addresseeOf).values()].map(async (messages) => {
        for (const message of messages)
          outcomes.set(
            message.id,
            await tried(message.channel === "push" ? push(tx, message) : text(message)),
          );
      }),
    );
    for (const message of due) {
      const { error, channel, never } = outcomes.get(message.id)!;
      const attempts = message.attempts + 1;
      const over = never || attempts >= giveUpAfter;
      const later = new Date(now.getTime() + 2 ** message.attempts * 60_000);
      await tx
        .update(notification)
        .set(
          error === null
            ? { attempts, deliveredAt: now, error: null, channel, ...forgotten(message) }
            : { attempts, error, notBefore: later, ...(over && { failedAt: now, ...forgotten(message) }) },
        )
        .where(eq(notification.id, message.id));
    }
    return due.length;
  });

  async function text(message: Outgoing): Promise<"sms"> {
    await carriers.sms(message);
    return "sms";
  }

  /** No browser takes it, or their services are down: then as a text, where there is a number for it. */
  async function push(tx: Tx, message: Outgoing): Promise<Outgoing["channel"]> {
    const byText = isMobile(message.address);
    const outcome = await carriers.push(tx, message).catch((error: unknown) => {
      if (!byText) throw error;
      return "nobody" as const;
    });
    if (outcome !== "nobody") return "push";
    if (byText) return text(message);
    throw new GaveUp("no browser takes messages, and there is no mobile number");
  }
}

/** A code to sign in with is its reader's alone: it does not stay here. The demo's phones show it on a page of ours. */
function forgotten({ kind, payload }: Outgoing): { payload?: Outgoing["payload"] } {
  return kind !== ("code" satisfies NoticeKind) || env().demo ? {} : { payload: { ...payload, code: "" } };
}

const addresseeOf = (message: Outgoing) => message.address || (message.personId ?? message.id);

function tried(going: Promise<Outgoing["channel"]>): Promise<Outcome> {
  return going.then(
    (channel) => ({ error: null, channel, never: false }),
    (reason: unknown) => ({ error: String(reason), channel: undefined, never: reason instanceof GaveUp }),
  );
}
