import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { ticketCharge } from "#db/schema/charge.ts";
import { person } from "#db/schema/person.ts";
import { quote } from "#db/schema/quote.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id } from "../input.ts";
import { tellStaff } from "../notice/tellStaff.ts";
import { command, type Work } from "../operation.ts";
import { apply, write } from "../ticket/apply.ts";
import { lockRow, lockTicket, type TicketRow } from "../ticket/load.ts";
import { decidersOf, demandConsent } from "./consent.ts";

/**
 * Somebody with the right over the home's money accepts or refuses, once. The job goes on where it paused for this; who
 * decided, and by which relation, is kept. Refusals: NOT_FOUND (quoteId), SETTLED_ALREADY, NOT_YOURS_TO_DECIDE.
 */
export const answerQuote = command({
  name: "quote.answer",
  input: z.strictObject({
    ticketId: id,
    quoteId: id,
    answer: z.enum(["accepted", "refused"], { error: "REQUIRED" }),
  }),
  async run(work, input) {
    const row = await lockTicket(work.tx, work.actor, "quote.answer", input.ticketId);
    const of = and(eq(quote.id, input.quoteId), eq(quote.ticketId, row.id));
    const [open] = await work.tx.select().from(quote).where(of);
    if (open === undefined) throw new Refused(refuse("NOT_FOUND", { field: "quoteId" }));
    const personId = personIdOf(work.actor);
    const decider = (await decidersOf(work.tx, row.placeId, work.now)).find((each) => each.id === personId);
    if (decider === undefined) throw new Refused(refuse("NOT_YOURS_TO_DECIDE"));
    if (open.answer !== null) throw new Refused(refuse("SETTLED_ALREADY"));
    await work.tx
      .update(quote)
      .set({
        answer: input.answer,
        answeredAt: work.now,
        answeredById: decider.id,
        relation: decider.relation,
      })
      .where(of);
    if (input.answer === "refused") {
      const waiting = eq(ticketCharge.consent, "awaiting");
      await work.tx
        .update(ticketCharge)
        .set({ consent: "refused" })
        .where(and(eq(ticketCharge.ticketId, row.id), isNull(ticketCharge.voidedAt), waiting));
    }
    const { totalCents } = open;
    const answered = { answer: input.answer, totalCents, relation: decider.relation };
    const noted = await write(work, row, { kind: "fact", type: "quote_answered", patch: {}, data: answered });
    const moved = await goOn(work, await lockRow(work.tx, row.id), noted);
    await tellTechnician(work, row, input.answer);
    return demandConsent(work, row.id, moved);
  },
});

/** The wait was for this answer, so it is over; with nobody holding it, it waits to be given out. */
async function goOn(work: Work, row: TicketRow, noted: Awaited<ReturnType<typeof write>>) {
  const { technicianId } = row;
  if (row.status !== "paused" || row.pauseReason !== "quote") return noted;
  if (technicianId === null) return apply(work, row, row.version, { verb: "endPause", reason: "here" });
  return apply(work, row, row.version, { verb: "resume", technicianId });
}

async function tellTechnician(work: Work, row: TicketRow, answer: "accepted" | "refused"): Promise<void> {
  if (row.technicianId === null) return;
  const [who] = await work.tx.select().from(person).where(eq(person.id, row.technicianId));
  if (who === undefined) return;
  const to = { personId: who.id, address: who.phone ?? "", locale: who.locale };
  await tellStaff(
    work,
    to,
    answer === "accepted" ? "quote_accepted" : "quote_refused",
    { number: row.number },
    row.id,
  );
}
