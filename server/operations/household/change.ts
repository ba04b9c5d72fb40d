import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { householdInvitation } from "#db/schema/household.ts";
import { person } from "#db/schema/person.ts";
import { household } from "#db/schema/place.ts";
import { holds, personIdOf } from "../../domain/access/actor.ts";
import { type OperationName, siteRoles } from "../../domain/access/policy.ts";
import { endReasons } from "../../domain/household/invitation.ts";
import type { Relation } from "../../domain/household/relation.ts";
import { changeRights, endRelation } from "../../domain/household/rule.ts";
import { plateLine } from "../../domain/place/plate.ts";
import { must, Refused, refuse } from "../../domain/refusal.ts";
import { id, words } from "../input.ts";
import { tell } from "../notice/tell.ts";
import { command, type Work } from "../operation.ts";
import { record } from "./record.ts";
import { lockHome } from "./relations.ts";

/**
 * An owner says what somebody of the home may. Refusals: NOT_FOUND for anybody who is no owner there, LAST_MONEY when
 * no owner would decide about money any more.
 */
export const changeRelation = command({
  name: "household.change",
  input: z.strictObject({
    householdId: id,
    rights: z.strictObject({
      report: z.boolean().optional(),
      follow: z.boolean().optional(),
      money: z.boolean().optional(),
      invite: z.boolean().optional(),
    }),
  }),
  async run(work, input) {
    const { home, people, whom, by } = await openRelation(work, "household.change", input.householdId);
    const said = Object.fromEntries(
      Object.entries(input.rights).filter(([, value]) => value !== undefined),
    ) as Partial<Relation["rights"]>;
    const rights = must(changeRights(people, by, whom.id, said));
    await work.tx
      .update(household)
      .set({
        mayReport: rights.report,
        mayFollow: rights.follow,
        mayInvite: rights.invite,
        decidesMoney: rights.money ? "yes" : "no",
      })
      .where(eq(household.id, whom.id));
    await record(work, home, "changed", {
      householdId: whom.id,
      personId: whom.personId,
      data: { before: whom.rights, after: rights },
    });
    return { householdId: whom.id, rights };
  },
});

/**
 * The relation ends now and stays as history: an owner ends anybody's, everybody their own, the desk any at its sites,
 * saying why. Refusals: NOT_FOUND, REQUIRED (words, to `other`), LAST_OWNER, LAST_MONEY.
 */
export const endHousehold = command({
  name: "household.end",
  input: z.strictObject({
    householdId: id,
    reason: z.enum(endReasons, { error: "REQUIRED" }),
    words: words(300, false).default(""),
  }),
  async run(work, input) {
    const { home, people, whom, by } = await openRelation(work, "household.end", input.householdId);
    const refused = endRelation(people, by, whom.id);
    if (refused !== null) throw new Refused(refused);
    if (by === "desk" && input.reason === "other" && input.words === "")
      throw new Refused(refuse("REQUIRED", { field: "words" }));
    await work.tx.update(household).set({ until: work.now }).where(eq(household.id, whom.id));
    // What somebody gone has promised is promised no more.
    await work.tx
      .update(householdInvitation)
      .set({ endedAt: work.now, outcome: "taken_back" })
      .where(
        and(
          eq(householdInvitation.placeId, home.id),
          eq(householdInvitation.invitedById, whom.personId),
          isNull(householdInvitation.endedAt),
        ),
      );
    await tellEnded(work, home, whom);
    await record(work, home, "ended", {
      householdId: whom.id,
      personId: whom.personId,
      reason: input.reason,
      words: input.words,
    });
    return { householdId: whom.id };
  },
});

/** The relation with its home locked, and as whom the caller acts there. NOT_FOUND out of reach or already ended. */
async function openRelation(work: Work, operation: OperationName, householdId: string) {
  const [at] = await work.tx
    .select({ placeId: household.placeId })
    .from(household)
    .where(eq(household.id, householdId));
  if (at === undefined) throw new Refused(refuse("NOT_FOUND"));
  const { home, people } = await lockHome(work.tx, at.placeId);
  const whom = people.find((each) => each.id === householdId);
  const desk = holds(work.actor, home.siteId, siteRoles(operation));
  const mine = people.find((each) => each.personId === personIdOf(work.actor));
  const by = desk ? ("desk" as const) : mine;
  if (whom === undefined || by === undefined) throw new Refused(refuse("NOT_FOUND"));
  return { home, people, whom, by };
}

/** Whoever was put out hears of it; whoever left knows. */
async function tellEnded(
  work: Work,
  home: Awaited<ReturnType<typeof lockHome>>["home"],
  whom: Relation,
): Promise<void> {
  if (whom.personId === personIdOf(work.actor)) return;
  const [gone] = await work.tx.select().from(person).where(eq(person.id, whom.personId));
  if (!gone?.phone) return;
  const { id: personId, phone: address, locale } = gone;
  await tell(work, { personId, address, locale }, "home_ended", { place: plateLine(home.plate[locale]) });
}
