import { eq } from "drizzle-orm";
import { z } from "zod";
import { householdInvitation } from "#db/schema/household.ts";
import { person } from "#db/schema/person.ts";
import { household } from "#db/schema/place.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import type { InvitationOutcome } from "../../domain/household/invitation.ts";
import { mayInvite } from "../../domain/household/rule.ts";
import { plateLine } from "../../domain/place/plate.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id, words } from "../input.ts";
import { newId } from "../newId.ts";
import { tell } from "../notice/tell.ts";
import { command, type Work } from "../operation.ts";
import { record } from "./record.ts";
import { lockHome } from "./relations.ts";

const which = { invitationId: id };

/**
 * Whoever signed in with the invited number says yes, and belongs to the home from now on. Somebody without a name yet
 * says it. Refusals: NOT_FOUND (not theirs, or gone), STATE (whoever asked may not any more), IN_HOME, REQUIRED (name).
 */
export const acceptInvitation = command({
  name: "household.accept",
  input: z.strictObject({ ...which, name: words(60, false).default("") }),
  async run(work, input) {
    const { tx, now } = work;
    const { invitation, home, people, self } = await openInvitation(work, input.invitationId);
    if (self === null || self.phone !== invitation.phone) throw new Refused(refuse("NOT_FOUND"));
    if (people.some((each) => each.personId === self.id)) throw new Refused(refuse("IN_HOME"));
    // What was promised holds only as long as its maker may still promise it.
    const inviter = people.find((each) => each.personId === invitation.invitedById);
    const money = invitation.decidesMoney === "yes";
    if (inviter === undefined || !mayInvite(inviter, invitation.relation, money))
      throw new Refused(refuse("STATE"));
    if (self.name === "") {
      if (input.name === "") throw new Refused(refuse("REQUIRED", { field: "name" }));
      await tx.update(person).set({ name: input.name, nameLatin: input.name }).where(eq(person.id, self.id));
    }
    const householdId = newId(now);
    await tx.insert(household).values({
      id: householdId,
      placeId: home.id,
      personId: self.id,
      relation: invitation.relation,
      decidesMoney: invitation.decidesMoney,
      since: now,
    });
    await close(work, invitation.id, "accepted");
    await tellInviter(work, invitation, home, "home_accepted", self.name || input.name);
    await record(work, home, "accepted", {
      householdId,
      invitationId: invitation.id,
      personId: self.id,
      data: { relation: invitation.relation, decidesMoney: money },
    });
    return { householdId, placeId: home.id };
  },
});

/** Whoever was invited says no. NOT_FOUND when it is not theirs or gone. */
export const declineInvitation = command({
  name: "household.decline",
  input: z.strictObject(which),
  async run(work, input) {
    const { invitation, home, self } = await openInvitation(work, input.invitationId);
    if (self === null || self.phone !== invitation.phone) throw new Refused(refuse("NOT_FOUND"));
    await close(work, invitation.id, "declined");
    await tellInviter(work, invitation, home, "home_declined", self.name);
    await record(work, home, "declined", { invitationId: invitation.id, personId: self.id });
    return { invitationId: invitation.id };
  },
});

/** Whoever sent it, or an owner of the home, takes an invitation back. NOT_FOUND for anybody else, or when it is gone. */
export const takeBackInvitation = command({
  name: "household.takeBack",
  input: z.strictObject(which),
  async run(work, input) {
    const { invitation, home, people, self } = await openInvitation(work, input.invitationId);
    const mine = people.find((each) => each.personId === self?.id);
    if (mine === undefined || !(mine.kind === "owner" || invitation.invitedById === mine.personId))
      throw new Refused(refuse("NOT_FOUND"));
    await close(work, invitation.id, "taken_back");
    const [asked] = await work.tx
      .select({ id: person.id })
      .from(person)
      .where(eq(person.phone, invitation.phone))
      .orderBy(person.createdAt)
      .limit(1);
    await record(work, home, "taken_back", { invitationId: invitation.id, personId: asked?.id ?? null });
    return { invitationId: invitation.id };
  },
});

/** The invitation while it waits, with its home locked, and the caller. */
async function openInvitation(work: Work, invitationId: string) {
  const { tx, now } = work;
  const find = () =>
    tx.select().from(householdInvitation).where(eq(householdInvitation.id, invitationId)).limit(1);
  const [seen] = await find();
  if (seen === undefined) throw new Refused(refuse("NOT_FOUND"));
  const { home, people } = await lockHome(tx, seen.placeId);
  const [invitation] = await find();
  if (invitation === undefined || invitation.endedAt !== null || invitation.expiresAt <= now)
    throw new Refused(refuse("NOT_FOUND"));
  const [self] = await tx
    .select()
    .from(person)
    .where(eq(person.id, personIdOf(work.actor) ?? invitation.id));
  return { invitation, home, people, self: self ?? null };
}

async function close({ tx, now }: Work, invitationId: string, outcome: InvitationOutcome): Promise<void> {
  await tx
    .update(householdInvitation)
    .set({ endedAt: now, outcome })
    .where(eq(householdInvitation.id, invitationId));
}

async function tellInviter(
  work: Work,
  invitation: typeof householdInvitation.$inferSelect,
  home: Awaited<ReturnType<typeof lockHome>>["home"],
  kind: "home_accepted" | "home_declined",
  name: string,
): Promise<void> {
  const [inviter] = await work.tx.select().from(person).where(eq(person.id, invitation.invitedById));
  work.people.add(invitation.invitedById);
  if (!inviter?.phone) return;
  const { id: personId, phone: address, locale } = inviter;
  const payload = { name, place: plateLine(home.plate[locale]), path: "/homes" };
  await tell(work, { personId, address, locale }, kind, payload);
}
