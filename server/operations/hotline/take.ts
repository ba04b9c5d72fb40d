import { and, eq, isNull, ne } from "drizzle-orm";
import { z } from "zod";
import { phoneCall, phoneSeat } from "#db/schema/call.ts";
import { person } from "#db/schema/person.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import type { OperationName } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id } from "../input.ts";
import { command, type Work } from "../operation.ts";
import { lookAgain, ringsAt } from "./line.ts";

/** The call, locked, if it rings at one of the actor's hotlines; else NOT_FOUND. */
async function lockCall(work: Work, operation: OperationName, callId: string) {
  const [row] = await work.tx.select().from(phoneCall).where(eq(phoneCall.id, callId)).for("update");
  if (row === undefined || !(await ringsAt(work.tx, work.actor, operation, row)))
    throw new Refused(refuse("NOT_FOUND", { field: "callId" }));
  return row;
}

/** "I have it": exactly one operator does. Taking one's own call again changes nothing. Refusals: NOT_FOUND, CALL_TAKEN (params.by). */
export const takeCall = command({
  name: "hotline.take",
  input: z.strictObject({ callId: id }),
  async run(work, input) {
    const row = await lockCall(work, "hotline.take", input.callId);
    const me = personIdOf(work.actor);
    if (row.takenById !== null && row.takenById !== me) {
      const [who] = await work.tx
        .select({ name: person.name, nameLatin: person.nameLatin })
        .from(person)
        .where(eq(person.id, row.takenById));
      const params = { by: who?.name ?? "Mendline", byLatin: who?.nameLatin ?? "" };
      throw new Refused(refuse("CALL_TAKEN", { params }));
    }
    if (row.takenById === null) {
      await work.tx
        .update(phoneCall)
        .set({ takenById: me, takenAt: work.now })
        .where(eq(phoneCall.id, row.id));
      await lookAgain(work, row);
    }
    return { callId: row.id, number: row.number, startedAt: row.startedAt.toISOString() };
  },
});

/** Nothing is left to do about a call: it was about something else, or nobody was there. Refusals: NOT_FOUND, CALL_TAKEN. */
export const finishCall = command({
  name: "hotline.finish",
  input: z.strictObject({ callId: id }),
  async run(work, input) {
    const row = await lockCall(work, "hotline.finish", input.callId);
    const me = personIdOf(work.actor);
    if (row.takenById !== null && row.takenById !== me)
      throw new Refused(refuse("CALL_TAKEN", { params: { by: "" } }));
    if (row.handledAt === null) {
      await work.tx
        .update(phoneCall)
        .set({ handledAt: work.now, takenById: me, takenAt: row.takenAt ?? work.now })
        .where(and(eq(phoneCall.id, row.id), isNull(phoneCall.handledAt)));
      await lookAgain(work, row);
    }
    return { callId: row.id };
  },
});

/** Which extension the operator sits at; "" for none. Whoever sat there before has left it. */
export const sitAt = command({
  name: "hotline.sit",
  input: z.strictObject({
    extension: z
      .string({ error: "REQUIRED" })
      .trim()
      .regex(/^[0-9A-Za-z._-]{0,20}$/, "BAD_CHARACTER")
      .default(""),
  }),
  async run({ tx, actor, now }, { extension }) {
    const personId = personIdOf(actor)!;
    if (extension === "") {
      await tx.delete(phoneSeat).where(eq(phoneSeat.personId, personId));
      return { extension };
    }
    await tx
      .delete(phoneSeat)
      .where(and(eq(phoneSeat.extension, extension), ne(phoneSeat.personId, personId)));
    await tx
      .insert(phoneSeat)
      .values({ personId, extension, since: now })
      .onConflictDoUpdate({ target: phoneSeat.personId, set: { extension, since: now } });
    return { extension };
  },
});
