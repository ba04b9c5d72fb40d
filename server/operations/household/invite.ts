import { and, eq, gt, isNull, lte, or, sql } from "drizzle-orm";
import { z } from "zod";
import { householdInvitation } from "#db/schema/household.ts";
import { person } from "#db/schema/person.ts";
import { household } from "#db/schema/place.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { invitationDays, inviteWait, mostPending } from "../../domain/household/invitation.ts";
import { relationKinds } from "../../domain/household/relation.ts";
import { mayInvite } from "../../domain/household/rule.ts";
import { plateLine } from "../../domain/place/plate.ts";
import { type RefusalCode, Refused, refuse } from "../../domain/refusal.ts";
import { id } from "../input.ts";
import { newId } from "../newId.ts";
import { tell } from "../notice/tell.ts";
import { command, type Work } from "../operation.ts";
import { isMobile, phone } from "../phone.ts";
import { record } from "./record.ts";
import { holdsNow, lockHome } from "./relations.ts";

/**
 * Asks whoever has this number to belong to the home, by a message. Refusals: NOT_FOUND (not the caller's home),
 * NOT_ALLOWED (may not ask this kind in), and at the number PHONE (no mobile), OWN_NUMBER, IN_HOME, INVITED_ALREADY,
 * INVITE_LIMIT (params.max), WAIT (params.seconds).
 */
export const inviteToHome = command({
  name: "household.invite",
  input: z.strictObject({
    placeId: id,
    phone,
    relation: z.enum(relationKinds, { error: "REQUIRED" }),
    decidesMoney: z.boolean({ error: "REQUIRED" }),
  }),
  async run(work, input) {
    const { tx, now } = work;
    const me = personIdOf(work.actor) ?? "";
    // One person's invitations are counted one after another, whichever home they are for.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`invite:${me}`}, 0))`);
    const { home, people } = await lockHome(tx, input.placeId);
    const mine = people.find((each) => each.personId === me);
    if (mine === undefined) throw new Refused(refuse("NOT_FOUND"));
    if (!mayInvite(mine, input.relation, input.decidesMoney)) throw new Refused(refuse("NOT_ALLOWED"));
    if (!isMobile(input.phone)) no("PHONE");
    const [self] = await tx.select().from(person).where(eq(person.id, me));
    if (self?.phone === input.phone) no("OWN_NUMBER");
    if (await livesThere(work, home.id, input.phone)) no("IN_HOME");
    await runOut(work, home.id);
    const pending = await tx
      .select({ phone: householdInvitation.phone })
      .from(householdInvitation)
      .where(and(eq(householdInvitation.placeId, home.id), isNull(householdInvitation.endedAt)));
    if (pending.some((each) => each.phone === input.phone)) no("INVITED_ALREADY");
    if (pending.length >= mostPending) no("INVITE_LIMIT", { max: mostPending });
    await limitInvites(work, me, input.phone);
    const invitationId = newId(now);
    await tx.insert(householdInvitation).values({
      id: invitationId,
      placeId: home.id,
      phone: input.phone,
      relation: input.relation,
      decidesMoney: input.decidesMoney ? "yes" : "no",
      invitedById: me,
      invitedAt: now,
      expiresAt: new Date(now.getTime() + invitationDays * 86_400_000),
    });
    const [known] = await tx
      .select({ id: person.id, locale: person.locale })
      .from(person)
      .where(eq(person.phone, input.phone))
      .orderBy(person.createdAt)
      .limit(1);
    const locale = known?.locale ?? self?.locale ?? "zh";
    await tell(work, { personId: known?.id ?? null, address: input.phone, locale }, "home_invited", {
      by: (locale === "en" ? self?.nameLatin : self?.name) ?? "",
      place: plateLine(home.plate[locale]),
      path: "/homes",
    });
    await record(work, home, "invited", {
      invitationId,
      personId: known?.id ?? null,
      data: { relation: input.relation, decidesMoney: input.decidesMoney },
    });
    return { invitationId };
  },
});

function no(code: RefusalCode, params?: Record<string, number>): never {
  throw new Refused(refuse(code, { field: "phone", ...(params && { params }) }));
}

async function livesThere({ tx }: Work, placeId: string, number: string): Promise<boolean> {
  const [there] = await tx
    .select({ id: household.id })
    .from(household)
    .innerJoin(person, eq(person.id, household.personId))
    .where(and(eq(household.placeId, placeId), eq(person.phone, number), holdsNow))
    .limit(1);
  return there !== undefined;
}

/** Invitations of the home that waited too long make room. */
async function runOut({ tx, now }: Work, placeId: string): Promise<void> {
  await tx
    .update(householdInvitation)
    .set({ endedAt: now, outcome: "expired" })
    .where(
      and(
        eq(householdInvitation.placeId, placeId),
        isNull(householdInvitation.endedAt),
        lte(householdInvitation.expiresAt, now),
      ),
    );
}

async function limitInvites({ tx, now }: Work, me: string, number: string): Promise<void> {
  const sent = await tx
    .select({
      by: householdInvitation.invitedById,
      phone: householdInvitation.phone,
      at: householdInvitation.invitedAt,
    })
    .from(householdInvitation)
    .where(
      and(
        or(eq(householdInvitation.invitedById, me), eq(householdInvitation.phone, number)),
        gt(householdInvitation.invitedAt, new Date(now.getTime() - 86_400_000)),
      ),
    );
  const times = (rows: typeof sent) => rows.map((each) => each.at.getTime());
  const seconds = inviteWait(
    times(sent.filter((each) => each.by === me)),
    times(sent.filter((each) => each.phone === number)),
    now.getTime(),
  );
  if (seconds > 0) no("WAIT", { seconds });
}
