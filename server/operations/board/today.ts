import { sql } from "drizzle-orm";
import { z } from "zod";
import { query } from "../operation.ts";
import { watchedSites } from "./snapshot.ts";

type Row = {
  received: number;
  dispatched: number;
  done: number;
  acknowledged: number;
  median: number | null;
};

/**
 * The figures of today, by each site's own midnight, over all sites that the actor watches: reports received, jobs
 * dispatched, repairs done, and the median minutes from report to a technician's yes with how many it is made of.
 */
export const boardToday = query({
  name: "board.today",
  input: z.strictObject({}),
  async run({ db, actor, now }) {
    const ids = watchedSites(actor);
    const at = now.toISOString();
    if (ids.length === 0)
      return { now: at, received: 0, dispatched: 0, done: 0, acknowledged: 0, medianMinutes: null };
    const [row] = await db.execute<Row>(sql`
      with here as (
        select id, date_trunc('day', ${at}::timestamptz at time zone time_zone) at time zone time_zone as midnight
        from site where id in (${sql.join(
          ids.map((id) => sql`${id}::uuid`),
          sql`, `,
        )})
      ), answered as (
        select t.id, extract(epoch from min(a.accepted_at) - t.received_at) / 60 as minutes
        from here h join ticket t on t.site_id = h.id join assignment a on a.ticket_id = t.id
        where a.accepted_at >= h.midnight and t.received_at >= h.midnight - interval '7 days'
        group by t.id, t.received_at
      )
      select
        (select count(*)::int from here h join ticket t on t.site_id = h.id and t.received_at >= h.midnight) as received,
        (select count(*)::int from here h join ticket t on t.site_id = h.id
          join assignment a on a.ticket_id = t.id and a.assigned_at >= h.midnight) as dispatched,
        (select count(*)::int from here h join ticket t on t.site_id = h.id and t.done_at >= h.midnight) as done,
        (select count(*)::int from answered) as acknowledged,
        (select percentile_cont(0.5) within group (order by minutes) from answered)::float8 as median`);
    return {
      now: at,
      received: row?.received ?? 0,
      dispatched: row?.dispatched ?? 0,
      done: row?.done ?? 0,
      acknowledged: row?.acknowledged ?? 0,
      medianMinutes: row?.median === null || row === undefined ? null : Math.round(row.median * 10) / 10,
    };
  },
});
