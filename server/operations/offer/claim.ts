import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { dispatchRun, offer } from "#db/schema/dispatchMode.ts";
import { assignment } from "#db/schema/ticket.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { isUnassigned } from "../../domain/ticket/status.ts";
import { giveTo } from "../dispatch/give.ts";
import { id, instant } from "../input.ts";
import { command, type Work } from "../operation.ts";
import { apply, explain, type Moved, write } from "../ticket/apply.ts";
import { lockRow } from "../ticket/load.ts";

/**
 * "I take it": the first of those to whom it was offered has it, accepted with the same press, and the others' offers
 * are gone in the same moment. A phone that was without network says when he pressed; that is on record, and the office's
 * own order decides. What he has already, from another phone or the desk, is his. Refusals: NOT_FOUND, TICKET_TAKEN with whose it is
 * and since when, STATE, OFFER_OVER with why and since when, NOT_ELIGIBLE.
 */
export const claimOffer = command({
  name: "offer.claim",
  input: z.strictObject({ offerId: id, doneAt: instant.optional() }),
  async run(work, { offerId, doneAt }): Promise<Moved> {
    const { row, held } = await lockOffer(work, offerId);
    const mine = row.technicianId === held.technicianId;
    if (mine && row.status !== "dispatched")
      return { ticketId: row.id, version: row.version, status: row.status };
    const over = held.endedAt !== null || held.expiresAt <= work.now;
    if (over && isUnassigned(row)) {
      const params = { why: held.endReason ?? "expired", at: (held.endedAt ?? held.expiresAt).toISOString() };
      throw new Refused(await explain(work, row, refuse("OFFER_OVER", { params })));
    }
    if (!over) await end(work, offerId, "claimed");
    if (!mine) await giveTo(work, row, held.technicianId, held.mode);
    const taken = await lockRow(work.tx, row.id);
    await work.tx
      .update(assignment)
      .set({ acceptedAt: work.now })
      .where(eq(assignment.id, taken.assignmentId!));
    const accept = { verb: "accept", technicianId: held.technicianId } as const;
    return apply(work, taken, taken.version, accept, { data: doneAt ? { pressedAt: doneAt } : {} });
  },
});

/** "Not me": it is not offered to him again. When he was the last, it goes on at once. Refusals: NOT_FOUND. */
export const passOffer = command({
  name: "offer.pass",
  input: z.strictObject({ offerId: id }),
  async run(work, { offerId }) {
    const { row, held } = await lockOffer(work, offerId);
    if (held.endedAt !== null) return { ticketId: row.id };
    await end(work, offerId, "passed");
    await work.tx.update(dispatchRun).set({ nextAt: work.now }).where(eq(dispatchRun.ticketId, row.id));
    await write(work, row, {
      kind: "fact",
      type: "offer_passed",
      patch: {},
      data: { technicianId: held.technicianId },
    });
    return { ticketId: row.id };
  },
});

/** An offer to the caller, with its ticket locked first, as everybody does who writes it. */
async function lockOffer(work: Work, offerId: string) {
  const mine = and(eq(offer.id, offerId), eq(offer.technicianId, personIdOf(work.actor) ?? ""));
  const [peek] = await work.tx.select({ ticketId: offer.ticketId }).from(offer).where(mine);
  if (peek === undefined) throw new Refused(refuse("NOT_FOUND", { field: "offerId" }));
  const row = await lockRow(work.tx, peek.ticketId);
  const [held] = await work.tx.select().from(offer).where(mine);
  return { row, held: held! };
}

function end(work: Work, offerId: string, endReason: "claimed" | "passed") {
  return work.tx
    .update(offer)
    .set({ endedAt: work.now, endReason })
    .where(and(eq(offer.id, offerId), isNull(offer.endedAt)));
}
