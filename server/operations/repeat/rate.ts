import { and, asc, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { site } from "#db/schema/site.ts";
import { sitesOf } from "../../domain/access/actor.ts";
import { siteRoles } from "../../domain/access/policy.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { rate, rateBy } from "../../domain/repeat/firstTime.ts";
import { id, instant } from "../input.ts";
import { query } from "../operation.ts";

/** The longest period, days, and the most rows of one answer. */
const longest = 366;
const mostRows = 200;

/**
 * First-time fix over a period, by technician, fault or site: of the repairs first visited in it, how many the first
 * visit fixed, without the owner sending them back and without a return within the warranty. Visits that found nothing
 * of ours to repair are not counted. Refusals: NOT_FOUND (a site out of reach), BAD_TIME (a period over 366 days).
 */
export const firstTimeRate = query({
  name: "repeat.rate",
  input: z.strictObject({
    by: z.enum(rateBy, { error: "REQUIRED" }),
    from: instant,
    until: instant,
    siteId: id.optional(),
  }),
  async run({ db, actor }, input) {
    const reach = sitesOf(actor, siteRoles("repeat.rate"));
    const sites = await db
      .select({ id: site.id, nameZh: site.nameZh, nameEn: site.nameEn })
      .from(site)
      .where(and(reach === "all" ? undefined : inArray(site.id, reach)))
      .orderBy(asc(site.code));
    const wanted = sites.filter((each) => input.siteId === undefined || each.id === input.siteId);
    if (wanted.length === 0) throw new Refused(refuse("NOT_FOUND", { field: "siteId" }));
    const span = Date.parse(input.until) - Date.parse(input.from);
    if (span <= 0 || span > longest * 86_400_000) throw new Refused(refuse("BAD_TIME", { field: "until" }));
    const ids = sql`${`{${wanted.map((each) => each.id).join(",")}}`}::uuid[]`;
    const groups = {
      technician: sql`v.technician_id::text, p.name, p.name_latin`,
      fault: sql`v.fault_code, f.name_zh, f.name_en`,
      site: sql`v.site_id::text, s.name_zh, s.name_en`,
    };
    const rows = await db.execute<Raw>(sql`
      with visit as (
        select w.ticket_id, w.technician_id, w.result, t.site_id, t.fault_code, t.reopens,
          (select count(*) from ticket_repeat r where r.first_id = w.ticket_id and r.taken_back_at is null) as returns
        from work_record w join ticket t on t.id = w.ticket_id
        where w.recorded_at >= ${input.from}::timestamptz and w.recorded_at < ${input.until}::timestamptz
          and t.site_id = any(${ids}) and w.result not in ('not_ours', 'owner_refused')
          and not exists (select 1 from work_record e where e.ticket_id = w.ticket_id
            and (e.recorded_at, e.id) < (w.recorded_at, w.id))
      )
      select g.key, g.zh, g.en, count(*)::int as repairs,
        (count(*) filter (where g.result = 'fixed' and g.reopens = 0 and g.returns = 0))::int as fixed,
        (count(*) filter (where g.returns > 0))::int as returned,
        (count(*) filter (where g.reopens > 0))::int as reopened,
        (count(*) filter (where g.result <> 'fixed'))::int as unfinished
      from (
        select v.*, x.* from visit v
        join fault f on f.code = v.fault_code join person p on p.id = v.technician_id join site s on s.id = v.site_id
        cross join lateral (select ${groups[input.by]}) as x(key, zh, en)
      ) g
      group by g.key, g.zh, g.en
      order by count(*) desc, g.key limit ${mostRows}`);
    const counts = { repairs: 0, fixed: 0, returned: 0, reopened: 0, unfinished: 0 };
    for (const row of rows)
      for (const name of Object.keys(counts) as Array<keyof typeof counts>) counts[name] += row[name];
    return {
      sites,
      rows: rows.map((row) => ({ ...row, percent: rate(row.fixed, row.repairs) })),
      all: { ...counts, percent: rate(counts.fixed, counts.repairs) },
    };
  },
});

type Raw = {
  key: string;
  zh: string;
  en: string;
  repairs: number;
  fixed: number;
  returned: number;
  reopened: number;
  unfinished: number;
};
