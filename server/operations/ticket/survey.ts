import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { survey, ticket } from "#db/schema/ticket.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id, words } from "../input.ts";
import { newId } from "../newId.ts";
import { command } from "../operation.ts";
import { append } from "../stream/append.ts";
import { lockTicket } from "./load.ts";

const score = z.int({ error: "REQUIRED" }).min(1, "REQUIRED").max(5, "REQUIRED");

/**
 * The owner scores a repair, each question 1 to 5, once per completion. Refusals: STATE while it is not finished,
 * ALREADY_RATED.
 */
export const answerSurvey = command({
  name: "ticket.survey",
  input: z.strictObject({
    ticketId: id,
    skill: score,
    attitude: score,
    quality: score,
    speed: score,
    process: score,
    words: words(1000, false).default(""),
  }),
  async run(work, input) {
    const { tx, now } = work;
    const row = await lockTicket(tx, work.actor, "ticket.survey", input.ticketId);
    const round = roundToRate(row);
    if (round === null) throw new Refused(refuse("STATE", { params: { status: row.status } }));
    const [rated] = await tx
      .select({ id: survey.id })
      .from(survey)
      .where(and(eq(survey.ticketId, row.id), eq(survey.round, round)));
    if (rated) throw new Refused(refuse("ALREADY_RATED"));
    const { ticketId, words: said, ...scores } = input;
    const surveyId = newId(now);
    const personId = personIdOf(work.actor);
    await tx
      .insert(survey)
      .values({ id: surveyId, ticketId, round, personId, ...scores, words: said, answeredAt: now });
    const version = row.version + 1;
    await tx.update(ticket).set({ version }).where(eq(ticket.id, row.id));
    await append(work, {
      siteId: row.siteId,
      ticketId,
      ticketVersion: version,
      type: "surveyed",
      data: { surveyId, ...scores },
      patch: {},
      words: said,
    });
    return { ticketId, version, status: row.status };
  },
});

/** Finished work can be rated, and so can work that the owner just sent back: the round before the reopen. */
function roundToRate(row: { status: string; reopens: number }): number | null {
  if (row.status === "done" || row.status === "closed") return row.reopens;
  return row.reopens > 0 && row.status !== "cancelled" ? row.reopens - 1 : null;
}
