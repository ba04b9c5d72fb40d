import { eq } from "drizzle-orm";
import { householdEvent } from "#db/schema/household.ts";
import { place } from "#db/schema/place.ts";
import type { HouseholdEvent } from "../../domain/household/invitation.ts";
import { newId } from "../newId.ts";
import type { Work } from "../operation.ts";
import { stampOf } from "../stream/append.ts";
import { peopleOf } from "./relations.ts";

/** Writes down what happened to the people of a home, and rings everybody whom it concerns once it is committed. */
export async function record(
  work: Work,
  at: { id: string; siteId: string },
  type: HouseholdEvent,
  said: {
    householdId?: string;
    invitationId?: string;
    personId?: string | null;
    reason?: string;
    words?: string;
    data?: Record<string, unknown>;
  },
): Promise<void> {
  await work.tx.insert(householdEvent).values({
    id: newId(work.now),
    placeId: at.id,
    type,
    actor: stampOf(work.actor, at.siteId),
    at: work.now,
    householdId: said.householdId ?? null,
    invitationId: said.invitationId ?? null,
    personId: said.personId ?? null,
    reason: said.reason ?? "",
    words: said.words ?? "",
    data: said.data ?? {},
  });
  if (said.personId) work.people.add(said.personId);
  for (const { personId } of await peopleOf(work.tx, at.id)) work.people.add(personId);
}

/** Rings everybody who belongs to the home of a report, if it is at one. */
export async function ringHome(work: Work, placeId: string): Promise<void> {
  const [at] = await work.tx.select({ kind: place.kind }).from(place).where(eq(place.id, placeId));
  if (at?.kind !== "home") return;
  for (const { personId, rights } of await peopleOf(work.tx, placeId))
    if (rights.follow) work.people.add(personId);
}
