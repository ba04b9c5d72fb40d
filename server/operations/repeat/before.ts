import { sql } from "drizzle-orm";
import { fault } from "#db/schema/fault.ts";
import { warrantyWindow } from "#db/schema/repeat.ts";
import { ticket } from "#db/schema/ticket.ts";
import type { Skill } from "../../domain/catalogue/skill.ts";
import { charactersRead, type Grams, gramsOf } from "../../domain/duplicate/grams.ts";
import type { Repaired } from "../../domain/repeat/offer.ts";
import { mostDays, shippedWarranty } from "../../domain/repeat/warranty.ts";
import type { Tx } from "../operation.ts";

/** A repair that was done at a place, as what comes after it is compared with it. */
export type Before = Repaired & {
  id: string;
  number: string;
  faultZh: string;
  faultEn: string;
  receivedAt: string;
  skill: Skill;
  words: Grams;
};

/** Repairs of one place that are looked at, newest first. */
const mostLookedAt = 30;

/**
 * What was repaired at a place, newest first, with the warranty of each: only work that somebody recorded as done, and
 * not the temporary repair that the ticket was planned to follow. One index scan of the place's own tickets.
 */
export async function repairsBefore(
  db: Pick<Tx, "execute">,
  at: { placeId: string; now: string; except: string | null },
): Promise<Before[]> {
  const rows = await db.execute<Raw>(sql`
    select t.id, t.number, t.place_id, t.fault_code, f.category_code, f.skill, f.name_zh, f.name_en, t.received_at,
      t.done_at, w.days, left(t.description || ' ' || t.place_words, ${charactersRead}) as words
    from ${ticket} t
    join ${fault} f on f.code = t.fault_code
    left join ${warrantyWindow} w on w.site_id = t.site_id and w.category_code = f.category_code
    where t.place_id = ${at.placeId} and t.status in ('done', 'closed')
      and t.done_at <= ${at.now}::timestamptz and t.done_at >= ${at.now}::timestamptz - ${mostDays} * interval '1 day'
      and t.id is distinct from ${at.except}::uuid
      and not exists (select 1 from follow_up u where u.first_id = t.id and u.ticket_id = ${at.except}::uuid)
      and exists (select 1 from work_record r where r.ticket_id = t.id and r.result in ('fixed', 'temporary'))
    order by t.received_at desc limit ${mostLookedAt}`);
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    placeId: row.place_id,
    faultCode: row.fault_code,
    categoryCode: row.category_code,
    skill: row.skill,
    faultZh: row.name_zh,
    faultEn: row.name_en,
    receivedAt: new Date(row.received_at).toISOString(),
    at: new Date(row.received_at).toISOString(),
    doneAt: new Date(row.done_at).toISOString(),
    days: row.days ?? shippedWarranty(row.category_code).days,
    words: gramsOf(row.words),
  }));
}

type Raw = {
  id: string;
  number: string;
  place_id: string;
  fault_code: string;
  category_code: string;
  skill: Skill;
  name_zh: string;
  name_en: string;
  received_at: string;
  done_at: string;
  days: number | null;
  words: string;
};
