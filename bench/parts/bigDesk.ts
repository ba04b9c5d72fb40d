import { randomUUID } from "node:crypto";
import type { Connection } from "#db/client.ts";
import { inBulk } from "./town.ts";

const technicians = 300;
const jobs = 3_000;
const buildings = 60;
const homesEach = 50;

/** A site of its own with 300 technicians on shift who hold 3,000 jobs, five years of repairs behind it, and one that waits. */
export async function bigDesk(
  { sql }: Connection,
  past: number,
): Promise<{ siteId: string; waiting: string[] }> {
  const siteId = randomUUID();
  await inBulk(
    sql,
    `
    insert into site (id, code, name_zh, name_en, time_zone, hotline)
    values ('${siteId}', 'BIG', '大园', 'Big Court', 'Asia/Shanghai', '+865718888000');
    insert into building (id, site_id, code, name_zh, name_en, floors)
    select gen_random_uuid(), '${siteId}', n::text, n || '栋', 'Bldg ' || n, 18 from generate_series(1, ${buildings}) n;
    insert into place (id, site_id, building_id, kind, unit, floor, room, plate, note, search_key)
    select gen_random_uuid(), '${siteId}', b.id, 'home', '1', 1, n::text,
      jsonb_build_object('zh', jsonb_build_object('building', b.name_zh, 'room', n::text),
        'en', jsonb_build_object('building', b.name_en, 'room', n::text)), '', b.code || '-' || n
    from building b, generate_series(1, ${homesEach}) n where b.site_id = '${siteId}';
    insert into person (id, name, name_latin, phone, locale, created_at)
    select gen_random_uuid(), '师傅' || n, 'big ' || n, null, 'zh', now() from generate_series(1, ${technicians}) n;
    insert into technician (person_id, team_id, badge, capacity_minutes)
    select id, (select id from team limit 1), 'BIG', 480 from person where name_latin like 'big %';
    insert into technician_skill (person_id, skill, level)
    select person_id, unnest(array['plumbing', 'electrical', 'carpentry']), 2 from technician where badge = 'BIG';
    insert into staff_role (person_id, site_id, role)
    select person_id, '${siteId}', 'technician' from technician where badge = 'BIG';
    insert into staff_role (person_id, site_id, role)
    select distinct person_id, '${siteId}'::uuid, 'dispatcher' from staff_role where role = 'dispatcher';
    insert into shift (id, person_id, starts_at, ends_at)
    select gen_random_uuid(), person_id, now() - interval '1 hour', now() + interval '8 hours'
    from technician where badge = 'BIG';`,
  );
  const rows = (count: number, mark: string, held: boolean) => `
    with homes as (select place.*, row_number() over (order by id) - 1 as nth from place where site_id = '${siteId}'),
    crew as (select person_id, row_number() over (order by person_id) - 1 as nth from technician where badge = 'BIG')
    insert into ticket (id, site_id, number, day, place_id, plate, fault_code, description, source, contact_name,
      reported_urgency, received_at, registered_at, status, version, urgency, technician_id, acknowledge_by, arrive_by,
      finish_by, due_at, status_since, done_at, closed_at, outcome)
    select gen_random_uuid(), '${siteId}', '${mark}-' || n, now()::date, homes.id, plate, 'tap-dripping', '滴水', 'portal',
      '王', 3, at, at, ${held ? "'accepted'" : "'closed'"}, 3, 3, crew.person_id, at,
      ${held ? "now() + (n % 480) * interval '1 minute'" : "at"}, at, null, at,
      ${held ? "null, null, null" : "at + interval '2 hours', at + interval '3 hours', 'solved'"}
    from (select n, now() - ${held ? "interval '2 hours'" : `(n::float / ${count}) * interval '1825 days'`} as at
      from generate_series(1, ${count}) n) ticks
    join homes on homes.nth = (ticks.n * 7) % ${buildings * homesEach}
    join crew on crew.nth = ticks.n % ${technicians}`;
  await inBulk(sql, rows(past, "BP", false));
  await inBulk(sql, rows(jobs, "BH", true));
  await inBulk(
    sql,
    `
    insert into ticket (id, site_id, number, day, place_id, plate, fault_code, description, source, contact_name,
      reported_urgency, received_at, registered_at, status, version, urgency, acknowledge_by, arrive_by, finish_by,
      due_at, status_since)
    select gen_random_uuid(), '${siteId}', 'BW-' || row_number() over (), now()::date, id, plate, 'tap-dripping', '滴水',
      'portal', '王', 3, now(), now(), 'received', 1, 3, now() + interval '1 hour', now() + interval '4 hours',
      now() + interval '2 days', now() + interval '1 hour', now()
    from place where site_id = '${siteId}' order by id limit 100`,
  );
  await sql`vacuum analyze`;
  const waiting = await sql<
    Array<{ id: string }>
  >`select id from ticket where site_id = ${siteId} and status = 'received'`;
  return { siteId, waiting: waiting.map((row) => row.id) };
}
