import { createHmac, randomInt } from "node:crypto";
import { and, eq, gt, sql } from "drizzle-orm";
import { z } from "zod";
import { oneTimeCode } from "#db/schema/auth.ts";
import { person } from "#db/schema/person.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { env } from "../../env.ts";
import { newId } from "../newId.ts";
import { tell } from "../notice/tell.ts";
import { command } from "../operation.ts";
import { isMobile, phone } from "../phone.ts";

export const codeMinutes = 5;
const resendSeconds = 60;
const perHour = 5;
const perDay = 10;

/** The stored form of a code: bound to its request and its phone. */
export function codeHmac(requestId: string, to: string, code: string): string {
  return createHmac("sha256", env().secret).update(`${requestId}\n${to}\n${code}`).digest("hex");
}

/**
 * Sends a six-digit code to a mobile through the outbox. The answer is the same whether the number is known or not.
 * Refusals: PHONE (not a mobile), WAIT (params.seconds): once a minute, five an hour, ten a day.
 */
export const requestCode = command({
  name: "session.requestCode",
  input: z.strictObject({ phone, locale: z.enum(["zh", "en"]).default("zh") }),
  async run(work, input) {
    const { tx, now } = work;
    if (!isMobile(input.phone)) throw new Refused(refuse("PHONE", { field: "phone" }));
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${input.phone}, 7))`);
    const dayAgo = new Date(now.getTime() - 86_400_000);
    const sent = await tx
      .select({ at: oneTimeCode.createdAt })
      .from(oneTimeCode)
      .where(and(eq(oneTimeCode.phone, input.phone), gt(oneTimeCode.createdAt, dayAgo)));
    const wait = waitSeconds(
      sent.map((s) => s.at.getTime()),
      now.getTime(),
    );
    if (wait > 0) throw new Refused(refuse("WAIT", { field: "phone", params: { seconds: wait } }));
    const requestId = newId(now);
    const code = String(randomInt(0, 1_000_000)).padStart(6, "0");
    await tx.insert(oneTimeCode).values({
      id: requestId,
      phone: input.phone,
      codeHmac: codeHmac(requestId, input.phone, code),
      createdAt: now,
      expiresAt: new Date(now.getTime() + codeMinutes * 60_000),
    });
    const [known] = await tx
      .select({ id: person.id })
      .from(person)
      .where(eq(person.phone, input.phone))
      .limit(1);
    await tell(work, { personId: known?.id ?? null, address: input.phone, locale: input.locale }, "code", {
      code,
    });
    return { requestId, resendSeconds, minutes: codeMinutes };
  },
});

/** Seconds until another code may go to a number that got codes at these times (ms). */
export function waitSeconds(sentAt: number[], now: number): number {
  const newestFirst = [...sentAt].sort((a, b) => b - a);
  const until = (nth: number, span: number) => {
    const at = newestFirst[nth - 1];
    return at === undefined ? 0 : at + span - now;
  };
  const wait = Math.max(until(1, resendSeconds * 1000), until(perHour, 3_600_000), until(perDay, 86_400_000));
  return wait <= 0 ? 0 : Math.ceil(wait / 1000);
}
