import { and, eq, gt, inArray, isNull, type SQL } from "drizzle-orm";
import { notification } from "#db/schema/event.ts";
import type { Work } from "../operation.ts";
import type { NoticeKind } from "./tell.ts";

/** It waits for a shift to begin: nobody has tried to send it yet. */
const waits = (now: Date) =>
  and(
    gt(notification.notBefore, now),
    eq(notification.attempts, 0),
    isNull(notification.deliveredAt),
    isNull(notification.failedAt),
  );

/** Drops what waits and is no longer so. */
async function drop({ tx, now }: Work, which: SQL | undefined): Promise<void> {
  await tx.delete(notification).where(and(waits(now), which));
}

/** He is back before his next shift: what waits for him goes now. */
export async function hastenWaiting({ tx, now }: Work, personId: string): Promise<void> {
  await tx
    .update(notification)
    .set({ notBefore: now })
    .where(and(waits(now), eq(notification.personId, personId)));
}

/** What waits to be told somebody of a job; of these kinds only, where they are named. */
export function dropWaiting(
  work: Work,
  personId: string,
  ticketId: string,
  kinds?: readonly NoticeKind[],
): Promise<void> {
  const of = and(eq(notification.personId, personId), eq(notification.ticketId, ticketId));
  return drop(work, kinds === undefined ? of : and(of, inArray(notification.kind, [...kinds])));
}

/** Everything that waits for this person's next shift, who says that he does not come. */
export function dropAllWaiting(work: Work, personId: string): Promise<void> {
  return drop(work, eq(notification.personId, personId));
}

/** What waits to be told whomever of a job. */
export function dropWaitingOf(work: Work, ticketId: string, kind: NoticeKind): Promise<void> {
  return drop(work, and(eq(notification.ticketId, ticketId), eq(notification.kind, kind)));
}
