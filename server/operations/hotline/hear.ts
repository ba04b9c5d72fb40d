import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { phoneCall, phoneHeard, phoneSeat } from "#db/schema/call.ts";
import { staffAccount, staffRole } from "#db/schema/person.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { callOf, phoneEvents } from "../../domain/phone/call.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { instant } from "../input.ts";
import { newId } from "../newId.ts";
import { command, type Work } from "../operation.ts";
import { phone } from "../phone.ts";
import { lookAgain, sitesOfLine } from "./line.ts";

/** The clock of a phone system may be so far ahead of ours, and its events may come so late. */
const ahead = 5 * 60_000;
const late = 31 * 86_400_000;
const code = (max: number) => z.string().trim().min(1, "REQUIRED").max(max, `TOO_LONG:${max}`);

/**
 * A phone system tells of a call: each of its events once, in any order, repeats without effect. The first event that
 * says who answered gives the call to that operator, unless somebody took it already. Refusals: NOT_FOUND (line: no
 * site has that hotline), PHONE, BAD_TIME.
 */
export const hearPhone = command({
  name: "phone.hear",
  input: z.strictObject({
    system: code(60),
    call: code(120),
    event: z.enum(phoneEvents),
    at: instant,
    line: phone,
    /** Absent when the caller hides the number. */
    from: phone.optional(),
    extension: code(20).optional(),
    login: code(60).optional(),
    seconds: z.int().min(0).max(86_400).optional(),
    recording: code(300).optional(),
  }),
  async run(work, input) {
    const { tx, now } = work;
    const age = now.getTime() - Date.parse(input.at);
    if (age < -ahead || age > late) throw new Refused(refuse("BAD_TIME", { field: "at" }));
    const siteIds = await sitesOfLine(tx, input.line);
    const [siteId] = siteIds;
    if (siteId === undefined) throw new Refused(refuse("NOT_FOUND", { field: "line" }));
    const startedAt = new Date(input.at);
    const { system, call: externalId, line, event } = input;
    await tx
      .insert(phoneCall)
      .values({ id: newId(now), siteId, line, system, externalId, startedAt })
      .onConflictDoNothing();
    const [row] = await tx
      .select()
      .from(phoneCall)
      .where(and(eq(phoneCall.system, system), eq(phoneCall.externalId, externalId)))
      .for("update");
    const call = row!;
    const fact = {
      event,
      at: input.at,
      number: input.from ?? null,
      seconds: input.seconds ?? null,
      recording: input.recording ?? null,
    };
    const heard = await tx
      .insert(phoneHeard)
      .values({ callId: call.id, event, fact, heardAt: now })
      .onConflictDoNothing()
      .returning({ event: phoneHeard.event });
    if (heard.length === 0) return { callId: call.id, repeated: true };
    const facts = await tx
      .select({ fact: phoneHeard.fact })
      .from(phoneHeard)
      .where(eq(phoneHeard.callId, call.id));
    const sum = callOf(facts.map((each) => each.fact));
    const answerer =
      event === "answered" && call.takenById === null ? await whoAnswered(work, siteIds, input) : null;
    await tx
      .update(phoneCall)
      .set({
        number: sum.number,
        seconds: sum.seconds,
        recording: sum.recording,
        startedAt: new Date(sum.startedAt),
        answeredAt: sum.answeredAt === null ? null : new Date(sum.answeredAt),
        endedAt: sum.endedAt === null ? null : new Date(sum.endedAt),
        ...(answerer !== null && { takenById: answerer, takenAt: now }),
      })
      .where(eq(phoneCall.id, call.id));
    await lookAgain(work, call);
    return { callId: call.id, repeated: false };
  },
});

/** The operator of one of these sites with that login, or who sits at that extension; of several, who sat down last. */
async function whoAnswered(
  work: Work,
  siteIds: string[],
  said: { login?: string | undefined; extension?: string | undefined },
): Promise<string | null> {
  const may = and(
    inArray(staffRole.siteId, siteIds),
    inArray(staffRole.role, siteRoles("hotline.take")),
    isNull(staffAccount.disabledAt),
  );
  const people = work.tx
    .select({ id: staffAccount.personId })
    .from(staffAccount)
    .innerJoin(staffRole, eq(staffRole.personId, staffAccount.personId))
    .leftJoin(phoneSeat, eq(phoneSeat.personId, staffAccount.personId));
  if (said.login !== undefined) {
    const [who] = await people.where(and(may, eq(staffAccount.login, said.login))).limit(1);
    return who?.id ?? null;
  }
  if (said.extension === undefined) return null;
  const [who] = await people
    .where(and(may, eq(phoneSeat.extension, said.extension)))
    .orderBy(desc(sql`${phoneSeat.since}`))
    .limit(1);
  return who?.id ?? null;
}
