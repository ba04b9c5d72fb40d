import { and, eq, gt, inArray, isNull } from "drizzle-orm";
import { authSession } from "#db/schema/auth.ts";
import type { notification } from "#db/schema/event.ts";
import { pushSubscription } from "#db/schema/push.ts";
import { addressed } from "../../notify/addressed.ts";
import { type PushNote, type PushTo, sendPush, type VapidKeys } from "../../notify/push.ts";
import { unsigned, wording } from "../../notify/wording.ts";
import type { NoticeKind } from "../notice/tell.ts";
import type { Tx } from "../operation.ts";

type Message = Pick<
  typeof notification.$inferSelect,
  "personId" | "kind" | "locale" | "payload" | "ticketId"
>;

const titles = { zh: "修达", en: "Mendline" };

/**
 * Pushes a message to every browser its person is signed in with. `nobody`: none of them takes messages, so another way
 * must be found. `silent`: he is signed out everywhere and gets nothing. Browsers that are gone are forgotten. Throws
 * when browsers want it and none could be reached.
 */
export async function pushTo(
  tx: Tx,
  message: Message,
  keys: VapidKeys,
  now: Date,
  send: (to: PushTo, note: PushNote, keys: VapidKeys) => Promise<"sent" | "gone"> = sendPush,
): Promise<"sent" | "nobody" | "silent"> {
  if (message.personId === null) return "nobody";
  const signedIn = await tx
    .select({ session: authSession.id, to: pushSubscription })
    .from(authSession)
    .leftJoin(pushSubscription, eq(pushSubscription.sessionId, authSession.id))
    .where(
      and(
        eq(authSession.personId, message.personId),
        eq(authSession.kind, "staff"),
        isNull(authSession.revokedAt),
        gt(authSession.expiresAt, now),
      ),
    )
    .limit(50);
  if (signedIn.length === 0) return "silent";
  const browsers = signedIn.flatMap(({ to }) => (to === null ? [] : [to]));
  const note: PushNote = {
    title: titles[message.locale],
    body: unsigned(wording(message.kind as NoticeKind, message.locale, addressed(message.payload))),
    path: pathOf(message),
    tag: message.ticketId ?? message.kind,
  };
  const outcomes = await Promise.allSettled(browsers.map((to) => send(to, note, keys)));
  const gone = browsers.filter((_, i) => {
    const outcome = outcomes[i]!;
    return outcome.status === "fulfilled" && outcome.value === "gone";
  });
  if (gone.length > 0)
    await tx.delete(pushSubscription).where(
      inArray(
        pushSubscription.id,
        gone.map(({ id }) => id),
      ),
    );
  if (outcomes.some((o) => o.status === "fulfilled" && o.value === "sent")) return "sent";
  const failed = outcomes.find((o) => o.status === "rejected");
  if (failed) throw failed.reason;
  return "nobody";
}

/** The page that opens when the note is tapped: the desk's people have it at the board. */
function pathOf({ ticketId, kind, payload }: Message): string {
  if (payload.room === "board") return ticketId === null ? "/board" : `/board?ticket=${ticketId}`;
  return ticketId === null || kind === "job_gone" ? "/jobs" : `/jobs/${ticketId}`;
}
