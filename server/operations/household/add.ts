import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { householdInvitation } from "#db/schema/household.ts";
import { person } from "#db/schema/person.ts";
import { household } from "#db/schema/place.ts";
import { holds } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { addReasons } from "../../domain/household/invitation.ts";
import { relationKinds } from "../../domain/household/relation.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id, words } from "../input.ts";
import { newId } from "../newId.ts";
import { command, type Work } from "../operation.ts";
import { phone } from "../phone.ts";
import { record } from "./record.ts";
import { lockHome } from "./relations.ts";

/**
 * The desk enters somebody at a home of its site, by number, with why. Of several people on one number `personId` says
 * which; a number nobody has becomes a person of that name. Refusals: NOT_FOUND (placeId, personId), IN_HOME (phone),
 * REQUIRED (name; words, to `other`).
 */
export const addToHome = command({
  name: "household.add",
  input: z.strictObject({
    placeId: id,
    phone,
    personId: id.optional(),
    name: words(60, false).default(""),
    relation: z.enum(relationKinds, { error: "REQUIRED" }),
    decidesMoney: z.boolean({ error: "REQUIRED" }),
    reason: z.enum(addReasons, { error: "REQUIRED" }),
    words: words(300, false).default(""),
  }),
  async run(work, input) {
    const { tx, now } = work;
    const { home, people } = await lockHome(tx, input.placeId);
    if (!holds(work.actor, home.siteId, siteRoles("household.add")))
      throw new Refused(refuse("NOT_FOUND", { field: "placeId" }));
    if (input.reason === "other" && input.words === "")
      throw new Refused(refuse("REQUIRED", { field: "words" }));
    const personId = await whoIs(work, input);
    if (people.some((each) => each.personId === personId))
      throw new Refused(refuse("IN_HOME", { field: "phone" }));
    const householdId = newId(now);
    await tx.insert(household).values({
      id: householdId,
      placeId: home.id,
      personId,
      relation: input.relation,
      decidesMoney: input.decidesMoney ? "yes" : "no",
      since: now,
    });
    await tx
      .update(householdInvitation)
      .set({ endedAt: now, outcome: "added" })
      .where(
        and(
          eq(householdInvitation.placeId, home.id),
          eq(householdInvitation.phone, input.phone),
          isNull(householdInvitation.endedAt),
        ),
      );
    await record(work, home, "added", {
      householdId,
      personId,
      reason: input.reason,
      words: input.words,
      data: { relation: input.relation, decidesMoney: input.decidesMoney },
    });
    return { householdId };
  },
});

async function whoIs(
  { tx, now }: Work,
  said: { phone: string; personId?: string | undefined; name: string },
): Promise<string> {
  const known = await tx
    .select()
    .from(person)
    .where(eq(person.phone, said.phone))
    .orderBy(asc(person.createdAt));
  if (said.personId !== undefined) {
    if (known.some((each) => each.id === said.personId)) return said.personId;
    throw new Refused(refuse("NOT_FOUND", { field: "personId" }));
  }
  const [first] = known;
  if (first !== undefined && (first.name !== "" || said.name === "")) return first.id;
  if (said.name === "") throw new Refused(refuse("REQUIRED", { field: "name" }));
  if (first !== undefined) {
    await tx.update(person).set({ name: said.name, nameLatin: said.name }).where(eq(person.id, first.id));
    return first.id;
  }
  const personId = newId(now);
  const names = { name: said.name, nameLatin: said.name };
  await tx.insert(person).values({ id: personId, ...names, phone: said.phone, createdAt: now });
  return personId;
}
