import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { ticketCharge } from "#db/schema/charge.ts";
import { quote } from "#db/schema/quote.ts";
import { ticketRepeat } from "#db/schema/repeat.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { isWithin, offersFor, takeBackReasons } from "../../domain/repeat/offer.ts";
import { id, words } from "../input.ts";
import { command, type Work } from "../operation.ts";
import { stampOf } from "../stream/append.ts";
import { type Moved, write } from "../ticket/apply.ts";
import { lockRow, lockTicket, type TicketRow } from "../ticket/load.ts";
import { type Before, repairsBefore } from "./before.ts";
import { standingRepeat } from "./first.ts";
import { reportOf } from "./reportOf.ts";

/**
 * Somebody of the desk decides that a ticket is a return (返修) of an earlier repair: from now on nothing of it is
 * charged. Refusals: NOT_FOUND, STATE (cancelled, turned down or merged), NOT_A_RETURN (firstId: another place, not
 * repaired before, or out of its warranty), RETURN_ALREADY (params.number).
 */
export const linkRepeat = command({
  name: "repeat.link",
  input: z.strictObject({ ticketId: id, firstId: id, words: words(300, false).default("") }),
  async run(work, input) {
    const row = await lockTicket(work.tx, work.actor, "repeat.link", input.ticketId);
    if (row.status === "cancelled" || row.status === "declined" || row.status === "duplicate")
      throw new Refused(refuse("STATE", { params: { status: row.status } }));
    const standing = await standingRepeat(work.tx, row.id);
    if (standing !== null)
      throw new Refused(refuse("RETURN_ALREADY", { params: { number: standing.number } }));
    const report = await reportOf(work.tx, row);
    const before = await repairsBefore(work.tx, { placeId: row.placeId, now: report.at, except: row.id });
    const first = before.find((repaired) => repaired.id === input.firstId && isWithin(report, repaired));
    if (first === undefined) throw new Refused(refuse("NOT_A_RETURN", { field: "firstId" }));
    return noteRepeat(work, row, first, input.words);
  },
});

/**
 * The reporter accepted, before sending, that it is this repair back again. What is no longer offered by then is an
 * ordinary report: nobody is kept from reporting. Answers with the first's number, or null.
 */
export async function acceptRepeat(work: Work, ticketId: string, firstId: string): Promise<string | null> {
  const row = await lockRow(work.tx, ticketId);
  const report = await reportOf(work.tx, row);
  const before = await repairsBefore(work.tx, { placeId: row.placeId, now: report.at, except: row.id });
  const first = offersFor(report, before).find(({ repaired }) => repaired.id === firstId)?.repaired;
  if (first === undefined) return null;
  await noteRepeat(work, row, first, "");
  return first.number;
}

async function noteRepeat(work: Work, row: TicketRow, first: Before, said: string): Promise<Moved> {
  const { tx, now, actor } = work;
  const by = { byId: personIdOf(actor), byRole: stampOf(actor, row.siteId).role ?? actor.kind, at: now };
  const anew = { firstId: first.id, ...by, takenBackAt: null, takenBackById: null, takenBackReason: null };
  await tx
    .insert(ticketRepeat)
    .values({ ticketId: row.id, ...anew })
    .onConflictDoUpdate({ target: ticketRepeat.ticketId, set: anew });
  await chargeNothing(work, row.id);
  const data = { firstId: first.id, number: first.number };
  return write(work, row, { kind: "fact", type: "repeat_of", patch: {}, data }, { words: said });
}

/** What was used already is warranty too, and a quote that waits for its answer is not asked any more. */
async function chargeNothing({ tx, now }: Work, ticketId: string): Promise<void> {
  const charged = and(
    eq(ticketCharge.ticketId, ticketId),
    isNull(ticketCharge.voidedAt),
    eq(ticketCharge.kind, "charged"),
  );
  await tx.update(ticketCharge).set({ kind: "warranty", chargedCents: 0, consent: "none" }).where(charged);
  await tx
    .update(quote)
    .set({ answer: "replaced", answeredAt: now })
    .where(and(eq(quote.ticketId, ticketId), isNull(quote.answer)));
}

/**
 * It was no return after all, with why. What was used until now stays free: a charge is never made afterwards by itself.
 * Refusals: NOT_FOUND, SETTLED_ALREADY when it is no return (any more).
 */
export const takeBackRepeat = command({
  name: "repeat.takeBack",
  input: z.strictObject({
    ticketId: id,
    reason: z.enum(takeBackReasons, { error: "REQUIRED" }),
    words: words(300, false).default(""),
  }),
  async run(work, input) {
    const row = await lockTicket(work.tx, work.actor, "repeat.takeBack", input.ticketId);
    const standing = await standingRepeat(work.tx, row.id);
    if (standing === null) throw new Refused(refuse("SETTLED_ALREADY"));
    await work.tx
      .update(ticketRepeat)
      .set({
        takenBackAt: work.now,
        takenBackById: personIdOf(work.actor),
        takenBackReason: input.reason,
      })
      .where(eq(ticketRepeat.ticketId, row.id));
    const data = { firstId: standing.firstId, number: standing.number, reason: input.reason };
    const fact = { kind: "fact", type: "repeat_undone", patch: {}, data } as const;
    return write(work, row, fact, { words: input.words });
  },
});

/** RETURN_FREE (params.number) when somebody would charge for the return of a repair. */
export async function demandFree(work: Work, ticketId: string): Promise<void> {
  const standing = await standingRepeat(work.tx, ticketId);
  if (standing !== null)
    throw new Refused(refuse("RETURN_FREE", { field: "kind", params: { number: standing.number } }));
}
