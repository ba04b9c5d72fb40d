import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { database } from "#db/client.ts";
import { now as clockNow } from "../clock.ts";
import { isRefusal, type Refusal } from "../domain/refusal.ts";
import { env } from "../env.ts";
import { type SignedIn, signInByCode, signInByPassword } from "../operations/session/signIn.ts";
import { giveBack, spend } from "./limits.ts";

/**
 * next-auth keeps the cookie and its CSRF token; the operations decide. Sessions are JWTs because credentials demand
 * it, but the token carries only a session id, and that row can be ended at any moment (auth/actorFrom.ts).
 */
export function authOptions(): NextAuthOptions {
  return {
    secret: env().secret,
    session: { strategy: "jwt", maxAge: 30 * 86_400 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      credentials("code", ["phone", "code", "requestId", "locale"], async (said) => {
        const locale = said.locale === "en" ? "en" : "zh";
        return signInByCode(
          database().db,
          { phone: "", code: "", requestId: "", ...said, locale },
          clockNow(),
        );
      }),
      credentials("password", ["login", "password"], async (said) =>
        signInByPassword(database().db, { login: "", password: "", ...said }, clockNow()),
      ),
    ],
    callbacks: {
      jwt({ token, user }) {
        const signedIn = user as unknown as { sid?: string } | undefined;
        return signedIn?.sid ? { sub: token.sub, sid: signedIn.sid } : token;
      },
      session: ({ session }) => ({ expires: session.expires }),
    },
  };
}

type Said = Record<string, string>;

function credentials(id: string, fields: string[], prove: (said: Said) => Promise<SignedIn | Refusal>) {
  return CredentialsProvider({
    id,
    credentials: Object.fromEntries(fields.map((field) => [field, {}])),
    async authorize(given, request) {
      const said: Said = Object.fromEntries(
        fields.flatMap((f) => (typeof given?.[f] === "string" ? [[f, given[f]]] : [])),
      );
      const who = id === "password" ? (said.login ?? "") : (said.phone ?? "");
      const limit = id === "password" ? "password" : "code";
      const tries = `${who.trim().toLowerCase()} ${addressOf(request.headers)}`;
      const wait = await spend(limit, tries);
      if (wait > 0) throw new Error(`WAIT:${wait}`);
      const proved = await prove(said);
      if (isRefusal(proved))
        throw new Error(proved.params?.left ? `${proved.code}:${proved.params.left}` : proved.code);
      await giveBack(limit, tries);
      return { id: proved.personId, name: proved.name, sid: proved.sessionId };
    },
  });
}

/** The peer's address as our own server put it there; a client's own header of that name is overwritten at the door. */
function addressOf(headers: Record<string, unknown> | undefined): string {
  const address = headers?.["x-mendline-peer"];
  return typeof address === "string" ? address : "";
}
