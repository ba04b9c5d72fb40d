import { and, eq, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { keptAway } from "#db/schema/keptAway.ts";
import { person } from "#db/schema/person.ts";
import { household, place } from "#db/schema/place.ts";
import { assignment, ticket } from "#db/schema/ticket.ts";
import { holdsNow } from "../household/relations.ts";
import type { Reader, TicketRow } from "../ticket/load.ts";

/** A row of `kept_away` beside one of `ticket`: it is said of that repair, or of that home by one who belongs there. */
const holdsFor: SQL | undefined = and(
  isNull(keptAway.endedAt),
  or(
    eq(keptAway.ticketId, ticket.id),
    and(
      eq(keptAway.placeId, ticket.placeId),
      sql`exists (select 1 from ${household} where ${household.placeId} = ${keptAway.placeId}
        and ${household.personId} = ${keptAway.personId} and ${holdsNow})`,
    ),
  ),
);

/** For each of these tickets, whom its home would rather not have; those without anybody are left out. */
export async function keptAwayFrom(db: Reader, ticketIds: string[]): Promise<Map<string, string[]>> {
  if (ticketIds.length === 0) return new Map();
  const rows = await db
    .select({ ticketId: ticket.id, technicianId: keptAway.technicianId })
    .from(ticket)
    .innerJoin(keptAway, holdsFor)
    .where(inArray(ticket.id, ticketIds));
  const from = new Map<string, string[]>();
  for (const row of rows) from.set(row.ticketId, [...(from.get(row.ticketId) ?? []), row.technicianId]);
  return from;
}

/** Whom the home of one ticket would rather not have, each with since when and why. */
export function keptAwayOf(db: Reader, row: Pick<TicketRow, "id">) {
  return db
    .select({ technicianId: keptAway.technicianId, since: keptAway.since, words: keptAway.words })
    .from(ticket)
    .innerJoin(keptAway, holdsFor)
    .where(eq(ticket.id, row.id));
}

/**
 * Who came to a repair at a home, comes, or shall not come again: the people of whom the home may say so. Empty for any
 * other place. `away` is since when, ISO, null for whoever may come.
 */
export async function cameTo(db: Reader, row: Pick<TicketRow, "id" | "placeId">) {
  const [had, kept] = await Promise.all([
    db
      .select({ id: assignment.technicianId })
      .from(assignment)
      .innerJoin(place, and(eq(place.id, row.placeId), eq(place.kind, "home")))
      .where(
        and(eq(assignment.ticketId, row.id), or(isNotNull(assignment.arrivedAt), isNull(assignment.endedAt))),
      ),
    keptAwayOf(db, row),
  ]);
  const ids = [...new Set([...had.map((each) => each.id), ...kept.map((each) => each.technicianId)])];
  if (ids.length === 0) return [];
  const people = await db
    .select({ id: person.id, name: person.name, nameLatin: person.nameLatin })
    .from(person)
    .where(inArray(person.id, ids))
    .orderBy(person.id);
  return people.map((who) => {
    const not = kept.find((each) => each.technicianId === who.id);
    return { ...who, away: not?.since.toISOString() ?? null, words: not?.words ?? "" };
  });
}
