import { and, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { authSession } from "#db/schema/auth.ts";
import { staffRole } from "#db/schema/person.ts";
import { pushSubscription } from "#db/schema/push.ts";
import { personIdOf, sitesOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id, nothing } from "../input.ts";
import { command, type Work } from "../operation.ts";

/** Ends this session: the cookie is worth nothing from now on and its live connections are cut. */
export const endSession = command({
  name: "session.end",
  input: nothing,
  async run(work) {
    const { actor } = work;
    if (actor.kind !== "resident" && actor.kind !== "staff") return { ended: 0 };
    return end(work, and(eq(authSession.id, actor.sessionId), isNull(authSession.revokedAt)));
  },
});

/** Ends every session of the caller, on every device. */
export const endAllSessions = command({
  name: "session.endAll",
  input: nothing,
  async run(work) {
    return end(
      work,
      and(eq(authSession.personId, personIdOf(work.actor) ?? ""), isNull(authSession.revokedAt)),
    );
  },
});

/** Ends every session of somebody who works at one of the caller's sites: a lost phone, a person who left. */
export const endPersonsSessions = command({
  name: "session.endPerson",
  input: z.strictObject({ personId: id }),
  async run(work, input) {
    const sites = sitesOf(work.actor, siteRoles("session.endPerson"));
    const [colleague] =
      sites === "all" || sites.length === 0
        ? []
        : await work.tx
            .select({ id: staffRole.personId })
            .from(staffRole)
            .where(and(eq(staffRole.personId, input.personId), inArray(staffRole.siteId, sites)))
            .limit(1);
    if (!colleague) throw new Refused(refuse("NOT_FOUND", { field: "personId" }));
    return end(work, and(eq(authSession.personId, colleague.id), isNull(authSession.revokedAt)));
  },
});

async function end(work: Work, which: ReturnType<typeof and>) {
  const ended = await work.tx
    .update(authSession)
    .set({ revokedAt: work.now })
    .where(which)
    .returning({ id: authSession.id });
  for (const session of ended) work.ended.add(session.id);
  if (ended.length > 0)
    await work.tx.delete(pushSubscription).where(
      inArray(
        pushSubscription.sessionId,
        ended.map((session) => session.id),
      ),
    );
  return { ended: ended.length };
}
