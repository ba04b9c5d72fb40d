import { sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";

/** Steps that one round adds up at most, so that no round holds locks for long. */
const most = 5_000;

/**
 * Adds the steps that rulings wrote to the weights and takes them away, in one statement: whoever reads sees each
 * lesson once, before or after. Several servers may do it at once. Answers with how many steps were added up.
 */
export async function foldLessons(db: Database): Promise<number> {
  const [row] = await db.execute<{ taken: number }>(sql`
    with taken as (
      delete from triage_step where id in (
        select id from triage_step order by id limit ${most} for update skip locked)
      returning piece, head, label, step, lessons
    ), added as (
      insert into triage_weight (piece, head, label, weight, lessons)
      select piece, head, label, sum(step)::int, sum(lessons)::int from taken
      group by piece, head, label
      order by piece, head, label
      on conflict (piece, head, label) do update
        set weight = triage_weight.weight + excluded.weight, lessons = triage_weight.lessons + excluded.lessons
    )
    select count(*)::int as taken from taken`);
  return row?.taken ?? 0;
}
