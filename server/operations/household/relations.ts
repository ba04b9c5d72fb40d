import { and, eq, gt, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { household, place } from "#db/schema/place.ts";
import { ticket } from "#db/schema/ticket.ts";
import { type Relation, rightsOf } from "../../domain/household/relation.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import type { Tx } from "../operation.ts";

type Reader = Pick<Tx, "select">;
export type HouseholdRow = typeof household.$inferSelect;

/** The relation holds. */
export const holdsNow = or(isNull(household.until), gt(household.until, sql`now()`));

/** Of a relation that holds: its person may report there. */
export const mayReportThere = and(holdsNow, or(eq(household.relation, "owner"), household.mayReport));

/** Of a relation that holds: its person may follow what is reported there. */
export const mayFollowThere = and(holdsNow, or(eq(household.relation, "owner"), household.mayFollow));

/** A row of `household` joined to one of `ticket`: the report is this person's to see, as of one of the home. */
export const seesTicket: SQL | undefined = and(
  eq(household.placeId, ticket.placeId),
  mayFollowThere,
  lte(household.since, ticket.receivedAt),
);

/** A row as the domain sees it. */
export function toRelation(row: HouseholdRow): Relation {
  return {
    id: row.id,
    personId: row.personId,
    kind: row.relation,
    rights: rightsOf(row.relation, {
      report: row.mayReport,
      follow: row.mayFollow,
      invite: row.mayInvite,
      money: row.decidesMoney === "yes",
    }),
    since: row.since.toISOString(),
    until: row.until?.toISOString() ?? null,
  };
}

/** The people who belong to a home now, longest first. */
export async function peopleOf(db: Reader, placeId: string): Promise<Relation[]> {
  const rows = await db
    .select()
    .from(household)
    .where(and(eq(household.placeId, placeId), holdsNow))
    .orderBy(household.since, household.id);
  return rows.map(toRelation);
}

/**
 * The home, locked so that its people change one change at a time, with those who belong to it now. NOT_FOUND for
 * anything that is no home.
 */
export async function lockHome(tx: Tx, placeId: string) {
  // A lock that lets reports of the home be written meanwhile.
  const [home] = await tx.select().from(place).where(eq(place.id, placeId)).for("no key update");
  if (home === undefined || home.kind !== "home") throw new Refused(refuse("NOT_FOUND"));
  return { home, people: await peopleOf(tx, placeId) };
}
