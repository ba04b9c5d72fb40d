import { and, eq, gt, inArray, isNull, ne } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { absence } from "#db/schema/availability.ts";
import { shift } from "#db/schema/person.ts";
import { endsBy } from "../../domain/dispatch/presence.ts";
import { among, type Ids } from "../among.ts";
import { ringPerson } from "../doorbell.ts";
import type { Tx } from "../operation.ts";
import type { Reader } from "../ticket/load.ts";

type Absence = typeof absence.$inferSelect;

/** Absences that nobody has ended, each with when it ends by itself, ms. */
async function open(db: Reader, ids?: Ids): Promise<Array<{ row: Absence; ends: number | null }>> {
  const rows = await db
    .select()
    .from(absence)
    .where(
      ids === undefined
        ? // Who is ill stays so: only a person ends that.
          and(isNull(absence.endedAt), ne(absence.presence, "ill"))
        : and(isNull(absence.endedAt), among(absence.personId, ids)),
    );
  const ended = rows.filter((row) => row.presence !== "ill");
  const shifts =
    ended.length === 0
      ? []
      : await db
          .select({ personId: shift.personId, from: shift.startsAt, until: shift.endsAt })
          .from(shift)
          .where(
            and(
              inArray(
                shift.personId,
                ended.map((row) => row.personId),
              ),
              gt(shift.endsAt, new Date(Math.min(...ended.map((row) => row.since.getTime())))),
            ),
          );
  return rows.map((row) => {
    const his = shifts
      .filter((each) => each.personId === row.personId && each.until > row.since)
      .map((each) => ({ from: each.from.getTime(), until: each.until.getTime() }));
    return { row, ends: endsBy({ ...row, since: row.since.getTime() }, his) };
  });
}

/**
 * Of these people, who is not there at this moment, and until when, ISO; null: until somebody says otherwise. What has
 * ended by itself does not count, whether or not it has been written down yet.
 */
export async function absences(
  db: Reader,
  ids: Ids,
  now: Date,
): Promise<Map<string, Absence & { until: string | null }>> {
  const holding = (await open(db, ids)).filter(({ ends }) => ends === null || ends > now.getTime());
  return new Map(
    holding.map(({ row, ends }) => [
      row.personId,
      { ...row, until: ends === null ? null : new Date(ends).toISOString() },
    ]),
  );
}

/** Writes down that absences have ended by themselves, at the moment at which they did. Answers whose they were. */
export async function endAbsences(tx: Tx, now: Date, ids?: string[]): Promise<string[]> {
  const over = (await open(tx, ids)).filter(({ ends }) => ends !== null && ends <= now.getTime());
  const back: string[] = [];
  for (const { row, ends } of over) {
    const mine = await tx
      .update(absence)
      .set({ endedAt: new Date(ends!) })
      .where(and(eq(absence.id, row.id), isNull(absence.endedAt)))
      .returning({ personId: absence.personId });
    back.push(...mine.map((each) => each.personId));
  }
  return back;
}

/** The same for everybody, by itself; their phones and the board hear of it. Answers how many came back. */
export async function absencesDue(db: Database, now: Date): Promise<number> {
  const back = await db.transaction((tx) => endAbsences(tx, now));
  for (const personId of back) ringPerson(personId);
  return back.length;
}
