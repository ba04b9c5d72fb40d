import { randomBytes, timingSafeEqual } from "node:crypto";
import { verify } from "@node-rs/argon2";
import { asc, eq, sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { authSession, oneTimeCode } from "#db/schema/auth.ts";
import { person, staffAccount } from "#db/schema/person.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import { newId } from "../newId.ts";
import { readPhone } from "../phone.ts";
import { codeHmac } from "./requestCode.ts";

export type SignedIn = { kind: "signedIn"; sessionId: string; personId: string; name: string };

const triesPerCode = 5;
const ownerDays = 30;
const staffHours = 12;

/**
 * An owner signs in with the code from the message. The code is bound to phone and request, holds five tries and five
 * minutes, and works once. Several people on one number share its door: the first known one is it. A number nobody
 * knows yet becomes a person. Refusals: CODE_WRONG (params.left), CODE_EXPIRED, CODE_SPENT, CODE_VOID.
 */
export async function signInByCode(
  db: Database,
  said: { phone: string; code: string; requestId: string; locale: "zh" | "en" },
  now: Date,
): Promise<SignedIn | Refusal> {
  const phone = readPhone(said.phone);
  if (phone === null || !/^[0-9a-f-]{36}$/.test(said.requestId))
    return refuse("CODE_EXPIRED", { field: "code" });
  return db.transaction(async (tx) => {
    const [sent] = await tx
      .select()
      .from(oneTimeCode)
      .where(eq(oneTimeCode.id, said.requestId))
      .for("update");
    if (!sent || sent.phone !== phone) return refuse("CODE_EXPIRED", { field: "code" });
    if (sent.usedAt !== null) return refuse("CODE_SPENT", { field: "code" });
    if (sent.expiresAt <= now) return refuse("CODE_EXPIRED", { field: "code" });
    if (sent.tries >= triesPerCode) return refuse("CODE_VOID", { field: "code" });
    await tx
      .update(oneTimeCode)
      .set({ tries: sent.tries + 1 })
      .where(eq(oneTimeCode.id, sent.id));
    const given = codeHmac(sent.id, phone, said.code.normalize("NFKC").replaceAll(/\D/g, ""));
    if (!timingSafeEqual(Buffer.from(given), Buffer.from(sent.codeHmac))) {
      const left = triesPerCode - sent.tries - 1;
      return left > 0
        ? refuse("CODE_WRONG", { field: "code", params: { left } })
        : refuse("CODE_VOID", { field: "code" });
    }
    await tx.update(oneTimeCode).set({ usedAt: now }).where(eq(oneTimeCode.id, sent.id));
    const [known] = await tx
      .select()
      .from(person)
      .where(eq(person.phone, phone))
      .orderBy(asc(person.createdAt))
      .limit(1);
    const who = known ?? {
      id: newId(now),
      name: "",
      nameLatin: "",
      phone,
      locale: said.locale,
      createdAt: now,
    };
    if (!known) await tx.insert(person).values(who);
    const sessionId = randomBytes(32).toString("base64url");
    const expiresAt = new Date(now.getTime() + ownerDays * 86_400_000);
    await tx
      .insert(authSession)
      .values({ id: sessionId, personId: who.id, kind: "owner", createdAt: now, expiresAt });
    return { kind: "signedIn", sessionId, personId: who.id, name: who.name };
  });
}

/** Verified against when the login is unknown, so that both answers take as long. */
const nobodysHash =
  "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$4xVlxr4gXzr0oRXRRdBWyk2W+Ofmd1oCV0ILHvCqfMw";

/** Staff sign in with login and password. Refusal: SIGN_IN_WRONG, whichever of the two was wrong. */
export async function signInByPassword(
  db: Database,
  said: { login: string; password: string },
  now: Date,
): Promise<SignedIn | Refusal> {
  const [account] = await db
    .select({ account: staffAccount, name: person.name })
    .from(staffAccount)
    .innerJoin(person, eq(person.id, staffAccount.personId))
    .where(sql`lower(${staffAccount.login}) = ${said.login.trim().toLowerCase().slice(0, 60)}`);
  const right = await verify(account?.account.passwordHash ?? nobodysHash, said.password.slice(0, 200)).catch(
    () => false,
  );
  if (!account || !right || account.account.disabledAt !== null)
    return refuse("SIGN_IN_WRONG", { field: "password" });
  const sessionId = randomBytes(32).toString("base64url");
  const expiresAt = new Date(now.getTime() + staffHours * 3_600_000);
  const personId = account.account.personId;
  await db.insert(authSession).values({ id: sessionId, personId, kind: "staff", createdAt: now, expiresAt });
  return { kind: "signedIn", sessionId, personId, name: account.name };
}
