import { and, asc, eq, gt, inArray, isNull } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import { householdInvitation } from "#db/schema/household.ts";
import { person } from "#db/schema/person.ts";
import { household, place } from "#db/schema/place.ts";
import { holds, personIdOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import type { Relation } from "../../domain/household/relation.ts";
import { endRelation } from "../../domain/household/rule.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { id, nothing } from "../input.ts";
import { type Context, query } from "../operation.ts";
import { maskPhone } from "../phone.ts";
import { holdsNow, toRelation } from "./relations.ts";

/** What one of a home knows of another: the name, how they belong to it and since when. Numbers only for owners, masked. */
function seen(relation: Relation, who: typeof person.$inferSelect, numbers: boolean) {
  return {
    householdId: relation.id,
    name: who.name,
    nameLatin: who.nameLatin,
    phone: who.phone !== null && (numbers || who.name === "") ? maskPhone(who.phone) : null,
    relation: relation.kind,
    rights: relation.rights,
    since: relation.since,
  };
}

const inviter = alias(person, "inviter");

/** The caller's homes with the people in each and who is asked in, and the invitations that wait for the caller. */
export const listHouseholds = query({
  name: "household.list",
  input: nothing,
  async run({ db, actor, now }) {
    const me = personIdOf(actor);
    if (actor.kind !== "resident" || me === null) return { homes: [], invitations: [], nameless: false };
    const [self] = await db.select().from(person).where(eq(person.id, me));
    const own = await db
      .select({ placeId: household.placeId })
      .from(household)
      .where(and(eq(household.personId, me), holdsNow))
      .orderBy(asc(household.since))
      .limit(20);
    const placeIds = [...new Set(own.map((each) => each.placeId))];
    const [rows, waiting, forMe] = await Promise.all([
      peopleAt(db, placeIds),
      placeIds.length === 0 ? [] : waitingAt(db, placeIds, now),
      self?.phone ? invitationsTo(db, self.phone, now) : [],
    ]);
    const homes = placeIds.flatMap((placeId) => {
      const here = rows.filter((row) => row.place.id === placeId);
      const people = here.map((row) => toRelation(row.household));
      const mine = people.find((each) => each.personId === me);
      if (mine === undefined) return [];
      const asked = waiting.filter((each) => each.placeId === placeId);
      return [
        {
          placeId,
          plate: here[0]!.place.plate,
          mine: { householdId: mine.id, relation: mine.kind, rights: mine.rights },
          people: here.map((row, index) => ({
            ...seen(people[index]!, row.person, mine.kind === "owner"),
            me: row.person.id === me,
            mayChange: mine.kind === "owner",
            mayEnd: endRelation(people, mine, row.household.id) === null,
          })),
          invitations: (mine.rights.invite ? asked : [])
            .filter((each) => mine.kind === "owner" || each.invitedById === me)
            .map(({ placeId: _, invitedById: __, phone, expiresAt, ...each }) => ({
              ...each,
              phone: maskPhone(phone),
              expiresAt: expiresAt.toISOString(),
            })),
        },
      ];
    });
    return { homes, invitations: forMe, nameless: self?.name === "" };
  },
});

/** The people of one home, for the desk of its site. NOT_FOUND elsewhere and for what is no home. */
export const peopleOfHome = query({
  name: "household.people",
  input: z.strictObject({ placeId: id }),
  async run({ db, actor }, input) {
    const [at] = await db.select().from(place).where(eq(place.id, input.placeId));
    if (at?.kind !== "home" || !holds(actor, at.siteId, siteRoles("household.people")))
      throw new Refused(refuse("NOT_FOUND", { field: "placeId" }));
    const rows = await peopleAt(db, [at.id]);
    const people = rows.map((row) => toRelation(row.household));
    return {
      placeId: at.id,
      plate: at.plate,
      people: rows.map((row, index) => ({
        ...seen(people[index]!, row.person, true),
        mayEnd: endRelation(people, "desk", row.household.id) === null,
      })),
    };
  },
});

function peopleAt(db: Context["db"], placeIds: string[]) {
  return db
    .select({ household, person, place })
    .from(household)
    .innerJoin(person, eq(person.id, household.personId))
    .innerJoin(place, eq(place.id, household.placeId))
    .where(and(inArray(household.placeId, placeIds), holdsNow))
    .orderBy(asc(household.since), asc(household.id))
    .limit(400);
}

function waitingAt(db: Context["db"], placeIds: string[], now: Date) {
  return db
    .select({
      id: householdInvitation.id,
      placeId: householdInvitation.placeId,
      phone: householdInvitation.phone,
      relation: householdInvitation.relation,
      decidesMoney: householdInvitation.decidesMoney,
      invitedById: householdInvitation.invitedById,
      expiresAt: householdInvitation.expiresAt,
    })
    .from(householdInvitation)
    .where(
      and(
        inArray(householdInvitation.placeId, placeIds),
        isNull(householdInvitation.endedAt),
        gt(householdInvitation.expiresAt, now),
      ),
    )
    .orderBy(asc(householdInvitation.invitedAt));
}

async function invitationsTo(db: Context["db"], number: string, now: Date) {
  const rows = await db
    .select({
      id: householdInvitation.id,
      plate: place.plate,
      relation: householdInvitation.relation,
      decidesMoney: householdInvitation.decidesMoney,
      by: inviter.name,
      byLatin: inviter.nameLatin,
      expiresAt: householdInvitation.expiresAt,
    })
    .from(householdInvitation)
    .innerJoin(place, eq(place.id, householdInvitation.placeId))
    .innerJoin(inviter, eq(inviter.id, householdInvitation.invitedById))
    .where(
      and(
        eq(householdInvitation.phone, number),
        isNull(householdInvitation.endedAt),
        gt(householdInvitation.expiresAt, now),
      ),
    )
    .orderBy(asc(householdInvitation.invitedAt))
    .limit(20);
  return rows.map((row) => ({ ...row, expiresAt: row.expiresAt.toISOString() }));
}
