import { desc, eq, inArray } from "drizzle-orm";
import { person } from "#db/schema/person.ts";
import { assignment } from "#db/schema/ticket.ts";
import type { Kept } from "../../domain/dispatch/candidate.ts";
import type { Reader } from "../ticket/load.ts";

/** Choices that one ticket shows at most; it rarely has three. */
const most = 10;

/** Who was sent to a ticket, newest first: by whom, where he stood in the list of that moment, and the list. */
export async function choicesOf(db: Reader, ticketId: string) {
  const rows = await db
    .select()
    .from(assignment)
    .where(eq(assignment.ticketId, ticketId))
    .orderBy(desc(assignment.assignedAt))
    .limit(most);
  const kept = rows.flatMap((row) =>
    "rank" in row.reasons ? [{ ...row, reasons: row.reasons as Kept }] : [],
  );
  const ids = new Set(
    kept.flatMap((row) => [
      row.technicianId,
      ...(row.assignedById === null ? [] : [row.assignedById]),
      ...(row.reasons.list ?? []).map((each) => each.technicianId),
    ]),
  );
  const people =
    ids.size === 0
      ? []
      : await db
          .select({ id: person.id, name: person.name, nameLatin: person.nameLatin })
          .from(person)
          .where(inArray(person.id, [...ids]));
  const named = new Map(people.map((who) => [who.id, who]));
  return kept.map(({ id, technicianId, assignedById, assignedAt, reasons }) => ({
    id,
    technician: named.get(technicianId)!,
    by: assignedById === null ? null : named.get(assignedById)!,
    at: assignedAt.toISOString(),
    ...{ rank: reasons.rank, of: reasons.of, score: reasons.score, factors: reasons.factors },
    figures: reasons.figures ?? null,
    overruled: reasons.overruled ? reasons.whyNot : [],
    /** Why he was sent all the same, by whoever sent him. */
    overrule: reasons.overrule ?? null,
    plan: reasons.plan ?? null,
    list: (reasons.list ?? []).map(({ technicianId, ...stood }) => ({
      ...stood,
      technician: named.get(technicianId)!,
    })),
  }));
}
