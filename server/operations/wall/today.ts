import { sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";

export type Today = {
  received: number;
  dispatched: number;
  done: number;
  /** To how many reports a technician said yes today, and to how many of them within what they were promised. */
  acknowledged: number;
  inTime: number;
  medianMinutes: number | null;
};
type Row = Omit<Today, "medianMinutes"> & { median: number | null };

const nothing: Today = {
  received: 0,
  dispatched: 0,
  done: 0,
  acknowledged: 0,
  inTime: 0,
  medianMinutes: null,
};

/**
 * The figures of today, by each site's own midnight, over these sites: reports received, jobs dispatched, repairs done,
 * and the median minutes from report to a technician's yes, with how many it is made of and how many of them kept what
 * was promised to their own report.
 */
export async function todayAt(db: Pick<Database, "execute">, ids: string[], now: Date): Promise<Today> {
  if (ids.length === 0) return nothing;
  const at = now.toISOString();
  const [row] = await db.execute<Row>(sql`
    with here as (
      select id, date_trunc('day', ${at}::timestamptz at time zone time_zone) at time zone time_zone as midnight
      from site where id in (${sql.join(
        ids.map((id) => sql`${id}::uuid`),
        sql`, `,
      )})
    ), answered as (
      select t.id, extract(epoch from min(a.accepted_at) - t.received_at) / 60 as minutes,
        max(a.accepted_at) <= t.acknowledge_by as kept
      from here h join ticket t on t.site_id = h.id join assignment a on a.ticket_id = t.id
      where a.accepted_at >= h.midnight and t.received_at >= h.midnight - interval '7 days'
      group by t.id, t.received_at, t.acknowledge_by
    )
    select
      (select count(*)::int from here h join ticket t on t.site_id = h.id and t.received_at >= h.midnight) as received,
      (select count(*)::int from here h join ticket t on t.site_id = h.id
        join assignment a on a.ticket_id = t.id and a.assigned_at >= h.midnight) as dispatched,
      (select count(*)::int from here h join ticket t on t.site_id = h.id and t.done_at >= h.midnight) as done,
      (select count(*)::int from answered) as acknowledged,
      (select count(*)::int from answered where kept) as "inTime",
      (select percentile_cont(0.5) within group (order by minutes) from answered)::float8 as median`);
  if (row === undefined) return nothing;
  const { median, ...counts } = row;
  return { ...counts, medianMinutes: median === null ? null : Math.round(median * 10) / 10 };
}
