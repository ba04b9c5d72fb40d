import { and, eq, inArray } from "drizzle-orm";
import { phoneCall, ticketCall } from "#db/schema/call.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { type EarlierReason, typingMinutes } from "../../domain/ticket/correction.ts";
import type { Work } from "../operation.ts";
import type { Reader } from "../ticket/load.ts";
import { lookAgain, ringsAt } from "./line.ts";

export type CallRow = typeof phoneCall.$inferSelect;

/** The call that something is put on record for, locked; null when none is named, NOT_FOUND when it is not theirs to name. */
export async function namedCall(work: Work, callId: string | undefined): Promise<CallRow | null> {
  if (callId === undefined) return null;
  const [row] = await work.tx.select().from(phoneCall).where(eq(phoneCall.id, callId)).for("update");
  if (row !== undefined && (await ringsAt(work.tx, work.actor, "hotline.take", row))) return row;
  throw new Refused(refuse("NOT_FOUND", { field: "callId" }));
}

/** Notes what the call led to; with that it is dealt with. `personId` is who called, once that is known. */
export async function keepCall(
  work: Work,
  call: CallRow | null,
  ticketId: string,
  why: (typeof ticketCall.$inferSelect)["why"],
  personId: string | null = null,
): Promise<void> {
  if (call === null) return;
  await work.tx
    .insert(ticketCall)
    .values({ ticketId, callId: call.id, why, at: work.now })
    .onConflictDoNothing();
  await work.tx
    .update(phoneCall)
    .set({
      handledAt: call.handledAt ?? work.now,
      takenById: call.takenById ?? personIdOf(work.actor),
      takenAt: call.takenAt ?? work.now,
      personId: personId ?? call.personId,
    })
    .where(eq(phoneCall.id, call.id));
  await lookAgain(work, call);
}

/**
 * A report that was received before its call, or without one before typing could have taken so long, says why; the
 * clocks run from then. Refusal: REQUIRED (earlier).
 */
export function demandReason(
  work: Work,
  received: Date,
  call: CallRow | null,
  reason: EarlierReason | undefined,
): void {
  if (work.actor.kind !== "staff" || reason !== undefined) return;
  const grace = call === null ? typingMinutes : 1;
  const heard = (call?.startedAt ?? work.now).getTime() - grace * 60_000;
  if (received.getTime() < heard) throw new Refused(refuse("REQUIRED", { field: "earlier" }));
}

/** The calls that a ticket came from or that were about it, oldest first: for the desk only. */
export async function callsOf(db: Reader, ticketId: string) {
  const rows = await db
    .select({ call: phoneCall, why: ticketCall.why })
    .from(ticketCall)
    .innerJoin(phoneCall, eq(phoneCall.id, ticketCall.callId))
    .where(eq(ticketCall.ticketId, ticketId))
    .orderBy(phoneCall.startedAt)
    .limit(50);
  return rows.map(({ call, why }) => ({
    callId: call.id,
    why,
    startedAt: call.startedAt.toISOString(),
    seconds: call.seconds,
    recording: call.recording,
  }));
}

/** The calls behind these tickets are from this person. */
export async function nameCaller(work: Work, ticketIds: string[], personId: string | null): Promise<void> {
  const theirs = work.tx
    .select({ id: ticketCall.callId })
    .from(ticketCall)
    .where(and(inArray(ticketCall.ticketId, ticketIds), eq(ticketCall.why, "reported")));
  await work.tx.update(phoneCall).set({ personId }).where(inArray(phoneCall.id, theirs));
}
