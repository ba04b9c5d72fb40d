import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import { ticketCorrection } from "#db/schema/correction.ts";
import { person } from "#db/schema/person.ts";
import { place } from "#db/schema/place.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { correctionReasons } from "../../domain/ticket/correction.ts";
import { longestDescription } from "../../domain/ticket/description.ts";
import { isOpen } from "../../domain/ticket/status.ts";
import { id, version, words } from "../input.ts";
import { newId } from "../newId.ts";
import { command } from "../operation.ts";
import { write } from "./apply.ts";
import { lockTicket, type Reader } from "./load.ts";
import { demandSeen } from "./sinceSeen.ts";

/**
 * The desk corrects a report: where it is, what is broken, or both, with why. What was first said stays and is shown
 * beside it. Refusals: NOT_FOUND (placeId: not of this site), STATE (a place, once it has ended), REQUIRED (words) when
 * nothing is corrected, STALE when somebody has corrected it since `version`.
 */
export const correctTicket = command({
  name: "ticket.correct",
  input: z.strictObject({
    ticketId: id,
    version,
    reason: z.enum(correctionReasons, { error: "REQUIRED" }),
    why: words(300, false).default(""),
    words: words(longestDescription, false).default(""),
    placeId: id.optional(),
  }),
  async run(work, input) {
    const row = await lockTicket(work.tx, work.actor, "ticket.correct", input.ticketId);
    await demandSeen(work, row, "corrected", input.version);
    const elsewhere = input.placeId !== undefined && input.placeId !== row.placeId;
    if (!elsewhere && input.words === "") throw new Refused(refuse("REQUIRED", { field: "words" }));
    if (elsewhere && !isOpen(row.status))
      throw new Refused(refuse("STATE", { params: { status: row.status } }));
    const [right] = elsewhere ? await work.tx.select().from(place).where(eq(place.id, input.placeId!)) : [];
    if (elsewhere && right?.siteId !== row.siteId)
      throw new Refused(refuse("NOT_FOUND", { field: "placeId" }));
    const correctionId = newId(work.now);
    await work.tx.insert(ticketCorrection).values({
      id: correctionId,
      ticketId: row.id,
      byId: personIdOf(work.actor)!,
      at: work.now,
      reason: input.reason,
      why: input.why,
      words: input.words,
      ...(right && {
        placeBeforeId: row.placeId,
        plateBefore: row.plate,
        placeId: right.id,
        plate: right.plate,
      }),
    });
    return write(
      work,
      row,
      {
        kind: "fact",
        type: "corrected",
        patch: right ? { placeId: right.id, plate: right.plate } : {},
        data: { correctionId, reason: input.reason, ...(right && { placeBefore: row.placeId }) },
      },
      { words: [input.words, input.why].filter((said) => said !== "").join("\n") },
    );
  },
});

/** What was corrected, oldest first. */
export async function correctionsOf(db: Reader, ticketId: string) {
  const rows = await db
    .select({ correction: ticketCorrection, name: person.name, nameLatin: person.nameLatin })
    .from(ticketCorrection)
    .innerJoin(person, eq(person.id, ticketCorrection.byId))
    .where(eq(ticketCorrection.ticketId, ticketId))
    .orderBy(asc(ticketCorrection.at))
    .limit(50);
  return rows.map(({ correction, name, nameLatin }) => ({
    id: correction.id,
    at: correction.at.toISOString(),
    by: { name, nameLatin } as { name: string; nameLatin: string } | null,
    reason: correction.reason,
    why: correction.why,
    words: correction.words,
    plateBefore: correction.plateBefore,
  }));
}
