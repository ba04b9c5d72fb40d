import { and, eq, gt } from "drizzle-orm";
import { z } from "zod";
import { pushSubscription } from "#db/schema/push.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { markOf } from "../../domain/push/mark.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { isPushService } from "../../notify/pushService.ts";
import { newId } from "../newId.ts";
import { command, query } from "../operation.ts";
import { vapidKeys } from "./keys.ts";

const base64url = (min: number, max: number) =>
  z.string({ error: "REQUIRED" }).regex(new RegExp(`^[A-Za-z0-9_-]{${min},${max}}=*$`), "BAD_CHARACTER");
const endpoint = z.string({ error: "REQUIRED" }).max(1_000, "TOO_LONG:1000");

/** So long a browser that has not changed need not say again that it takes messages, ms. */
const saidFor = 24 * 3_600_000;

/**
 * The public key that a browser needs to subscribe, base64url; and whether the subscription of this mark is kept for the
 * caller's session since less than a day, so that opening a page writes nothing.
 */
export const pushKey = query({
  name: "push.key",
  input: z.strictObject({
    mark: z
      .string()
      .regex(/^[0-9a-f]{64}$/, "BAD_CHARACTER")
      .optional(),
  }),
  async run({ db, actor, now }, { mark }) {
    const { publicKey } = await vapidKeys(db);
    if (mark === undefined || actor.kind !== "staff") return { publicKey, known: false };
    const kept = await db
      .select()
      .from(pushSubscription)
      .where(
        and(
          eq(pushSubscription.sessionId, actor.sessionId),
          gt(pushSubscription.createdAt, new Date(now.getTime() - saidFor)),
        ),
      );
    const marks = await Promise.all(kept.map(({ endpoint, ...keys }) => markOf(endpoint, keys)));
    return { publicKey, known: marks.includes(mark) };
  },
});

/**
 * This browser wants to be told of new work, as long as this session lasts. A browser that had another's session is
 * taken over: two people on one phone never hear each other's work. Refusal: PUSH_SERVICE (endpoint) for an address
 * that is no push service's.
 */
export const subscribe = command({
  name: "push.subscribe",
  input: z.strictObject({ endpoint, p256dh: base64url(80, 100), auth: base64url(20, 40) }),
  async run(work, input) {
    if (work.actor.kind !== "staff") throw new Refused(refuse("NOT_ALLOWED"));
    if (!isPushService(input.endpoint)) throw new Refused(refuse("PUSH_SERVICE", { field: "endpoint" }));
    const whose = { personId: work.actor.personId, sessionId: work.actor.sessionId };
    await work.tx
      .insert(pushSubscription)
      .values({ id: newId(work.now), ...whose, ...input, createdAt: work.now })
      .onConflictDoUpdate({
        target: pushSubscription.endpoint,
        set: { ...whose, p256dh: input.p256dh, auth: input.auth, createdAt: work.now },
      });
    return { subscribed: true };
  },
});

/** This browser wants silence. */
export const unsubscribe = command({
  name: "push.unsubscribe",
  input: z.strictObject({ endpoint }),
  async run(work, input) {
    await work.tx
      .delete(pushSubscription)
      .where(
        and(
          eq(pushSubscription.endpoint, input.endpoint),
          eq(pushSubscription.personId, personIdOf(work.actor) ?? ""),
        ),
      );
    return { subscribed: false };
  },
});
