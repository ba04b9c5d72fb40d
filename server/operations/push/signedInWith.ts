import { and, eq, gt, isNull } from "drizzle-orm";
import { authSession } from "#db/schema/auth.ts";
import { pushSubscription } from "#db/schema/push.ts";
import type { Reader } from "../ticket/load.ts";

/** Is this person signed in somewhere now, and does a browser of such a session take messages? */
export async function signedInWith(
  db: Reader,
  personId: string,
  now: Date,
): Promise<{ signedIn: boolean; browser: boolean }> {
  const sessions = await db
    .select({ browser: pushSubscription.id })
    .from(authSession)
    .leftJoin(pushSubscription, eq(pushSubscription.sessionId, authSession.id))
    .where(
      and(
        eq(authSession.personId, personId),
        eq(authSession.kind, "staff"),
        isNull(authSession.revokedAt),
        gt(authSession.expiresAt, now),
      ),
    )
    .limit(50);
  return { signedIn: sessions.length > 0, browser: sessions.some((each) => each.browser !== null) };
}
