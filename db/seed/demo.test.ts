import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import type postgres from "postgres";
import { testDatabase } from "#db/testing/database.ts";
import { canonicalEvent, sortedJson } from "#server/domain/ticket/canonical.ts";
import { evolve, type Ticket, type TicketPatch } from "#server/domain/ticket/ticket.ts";
import { demoSignIns, seedDemo } from "./demo.ts";

type Base = Awaited<ReturnType<typeof testDatabase>>;
type EventRow = {
  site_id: string;
  seq: string;
  ticket_id: string | null;
  incident_id: string | null;
  ticket_version: number;
  type: string;
  actor: unknown;
  at: string;
  data: unknown;
  patch: TicketPatch;
  words_hash: string;
  hash: string;
  words: string | null;
  salt: string | null;
};

const now = new Date("2026-11-23T06:20:00Z");
let base: Base;
let sql: postgres.Sql;
let dataDir: string;
let events: EventRow[];

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
/** Drizzle's connections give instants as PostgreSQL's words. */
const instant = (value: unknown) => new Date(String(value)).toISOString();
const eventsOf = (from: postgres.Sql) => from<EventRow[]>`
  select e.*, w.words, w.salt from event e left join event_words w using (site_id, seq) order by e.site_id, e.seq`;

before(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "seed-"));
  base = await testDatabase();
  sql = base.sql;
  await seedDemo(sql, { seed: 7, now, dataDir });
  events = await eventsOf(sql);
});

after(async () => {
  await base?.drop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Every row of every table, as one hash. */
async function fingerprint(from: postgres.Sql): Promise<string> {
  const tables = await from<Array<{ name: string }>>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`;
  const parts: string[] = [];
  for (const { name } of tables) {
    const [row] =
      await from`select md5(coalesce(string_agg(t::text, e'\n' order by t::text collate "C"), '')) as sum from ${from(name)} t`;
    parts.push(`${name} ${row?.sum}`);
  }
  return parts.join("\n");
}

test("the same seed and moment give the same rows", async () => {
  const other = await testDatabase();
  try {
    await seedDemo(other.sql, { seed: 7, now, dataDir });
    assert.equal(await fingerprint(other.sql), await fingerprint(sql));
  } finally {
    await other.drop();
  }
});

test("a second call changes nothing; a database with other sites is refused", async () => {
  const was = await fingerprint(sql);
  await seedDemo(sql, { seed: 8, now, dataDir });
  assert.equal(await fingerprint(sql), was);
  const other = await testDatabase();
  try {
    await other.sql`insert into site (id, code, name_zh, name_en, time_zone, hotline)
      values (gen_random_uuid(), 'XX', '甲', 'A', 'Asia/Shanghai', '+862155500300')`;
    await assert.rejects(
      seedDemo(other.sql, { seed: 7, now, dataDir }),
      /already holds sites of its own \(XX\)/,
    );
    assert.deepEqual(await demoSignIns(other.sql), []);
  } finally {
    await other.drop();
  }
});

test("two sites, 20 buildings, 1,500 homes, 40 technicians, about 3,500 repairs", async () => {
  const [n] = await sql`select
    (select count(*)::int from site) as sites, (select count(*)::int from building) as buildings,
    (select count(*)::int from place where kind = 'home') as homes, (select count(*)::int from technician) as technicians,
    (select count(*)::int from fault_category) as categories, (select count(*)::int from fault) as faults,
    (select count(*)::int from service_policy) as policies, (select count(*)::int from ticket) as tickets,
    (select count(*)::int from photo) as photos`;
  assert.deepEqual(
    {
      sites: n?.sites,
      buildings: n?.buildings,
      homes: n?.homes,
      technicians: n?.technicians,
      categories: n?.categories,
      policies: n?.policies,
    },
    { sites: 2, buildings: 20, homes: 1500, technicians: 40, categories: 10, policies: 6 },
  );
  assert.ok(n?.faults >= 60, `${n?.faults} faults`);
  assert.ok(n?.tickets > 3000 && n?.tickets < 4200, `${n?.tickets} tickets`);
  assert.ok(n?.photos >= 5 && n?.photos <= 20, `${n?.photos} photos`);
  const files = (await readdir(path.join(dataDir, "photos"), { recursive: true })).filter((f) =>
    f.endsWith(".webp"),
  );
  assert.equal(files.length, n?.photos * 2);
});

test("folding the events of a ticket gives its row", async () => {
  const folded = new Map<string, Ticket>();
  for (const e of events) {
    if (e.ticket_id === null) continue;
    const was = folded.get(e.ticket_id) ?? null;
    assert.equal(e.ticket_version, (was?.version ?? 0) + 1);
    folded.set(
      e.ticket_id,
      evolve(was, {
        ticketId: e.ticket_id,
        siteId: e.site_id,
        ticketVersion: e.ticket_version,
        patch: e.patch,
      }),
    );
  }
  const rows = await sql`select * from ticket`;
  assert.equal(folded.size, rows.length);
  for (const row of rows) {
    const ticket = folded.get(row.id)!;
    for (const [key, value] of Object.entries(ticket)) {
      const stored = row[key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];
      const column = stored !== null && /(At|By|Since)$/.test(key) ? instant(stored) : stored;
      assert.equal(sortedJson(column), sortedJson(value), `${ticket.number} ${key}`);
    }
  }
});

test("each site's stream is gapless, in time order and chained, and the site row is its head", async () => {
  const heads = new Map<string, { seq: number; hash: string; at: number }>();
  for (const e of events) {
    const head = heads.get(e.site_id) ?? { seq: 0, hash: "", at: 0 };
    const seq = Number(e.seq);
    const at = instant(e.at);
    assert.equal(seq, head.seq + 1);
    assert.ok(Date.parse(at) >= head.at);
    const {
      ticket_id: ticketId,
      incident_id,
      ticket_version: ticketVersion,
      type,
      actor,
      data,
      patch,
      words_hash: wordsHash,
    } = e;
    assert.equal(wordsHash, e.words === null ? "" : sha256(`${e.salt}\n${e.words}`));
    const canonical = canonicalEvent({
      ...(incident_id !== null && { incidentId: incident_id }),
      ticketId,
      ticketVersion,
      type,
      actor,
      at,
      data,
      patch,
      wordsHash,
    });
    assert.equal(e.hash, sha256(`${head.hash}\n${seq}\n${canonical}`));
    heads.set(e.site_id, { seq, hash: e.hash, at: Date.parse(at) });
  }
  for (const row of await sql`select id, seq, head_hash from site`) {
    assert.equal(Number(row.seq), heads.get(row.id)?.seq);
    assert.equal(row.head_hash, heads.get(row.id)?.hash);
  }
});

test("one announced cut runs: its homes were told twice, and the stream says so", async () => {
  const [cut] = await sql`select i.*,
    (select count(*)::int from incident_household h where h.incident_id = i.id) as homes,
    (select count(*)::int from incident_update u where u.incident_id = i.id) as updates,
    (select count(distinct n.address)::int from notification n where n.payload->>'incident' = i.number) as told
    from incident i`;
  assert.deepEqual([cut?.status, cut?.updates, cut?.version], ["open", 2, 2]);
  assert.ok(cut!.homes >= 10 && cut!.homes === cut!.households && cut!.told >= 10, JSON.stringify(cut));
  const about = events.filter((e) => e.incident_id === cut!.id);
  assert.deepEqual(
    about.map((e) => [e.type, e.ticket_version]),
    [
      ["incident_opened", 1],
      ["incident_updated", 2],
    ],
  );
});

test("numbers are gapless per site and day and agree with the counters", async () => {
  const days = await sql`
    select s.code, t.day::text as day, count(*)::int as n, min(right(number, 3))::int as first, max(right(number, 3))::int as last, c.last as counter
    from ticket t join site s on s.id = t.site_id
    left join ticket_counter c on c.site_id = t.site_id and c.day = t.day::text
    group by 1, 2, c.last`;
  assert.ok(days.length > 170);
  for (const d of days) assert.deepEqual([d.first, d.last, d.counter], [1, d.n, d.n], `${d.code} ${d.day}`);
});

test("assignments agree with their tickets, and technicians act only on shift and with the skill", async () => {
  const [wrong] = await sql`select
    (select count(*)::int from (select ticket_id from assignment where ended_at is null group by 1 having count(*) > 1) x) as doubled,
    (select count(*)::int from ticket t left join assignment a on a.id = t.assignment_id and a.ended_at is null
      where t.status in ('dispatched', 'accepted', 'en_route', 'on_site', 'paused') and a.technician_id is distinct from t.technician_id) as lost,
    (select count(*)::int from assignment a join ticket t on t.id = a.ticket_id where a.ended_at is null and t.assignment_id <> a.id) as stray,
    (select count(*)::int from assignment a where accepted_at is not null and not exists
      (select 1 from shift s where s.person_id = a.technician_id and a.accepted_at between s.starts_at and s.ends_at)) as off_shift,
    (select count(*)::int from assignment a join ticket t on t.id = a.ticket_id join fault f on f.code = t.fault_code where not exists
      (select 1 from technician_skill k where k.person_id = a.technician_id and k.skill = f.skill
        and (not f.certificate or k.certified_until >= a.assigned_at::date))) as unskilled,
    (select count(*)::int from assignment a join ticket t on t.id = a.ticket_id where not exists
      (select 1 from staff_role r where r.person_id = a.technician_id and r.site_id = t.site_id and r.role = 'technician')) as elsewhere,
    (select count(*)::int from ticket t where photos <> (select count(*) from photo p where p.ticket_id = t.id)) as photos,
    (select count(*)::int from ticket t where done_at is not null and not exists
      (select 1 from work_record w where w.ticket_id = t.id and w.recorded_at = t.done_at)) as unrecorded,
    (select count(*)::int from event where at > ${now.toISOString()}::timestamptz) as future`;
  for (const [what, count] of Object.entries(wrong ?? {})) assert.equal(count, 0, what);
});

test("two lift and two plumbing hands at any hour, and eleven people", async () => {
  const hours = await sql`
    select g, count(distinct s.person_id)::int as people,
      count(distinct s.person_id) filter (where k.skill = 'lift' and k.certified_until >= g::date)::int as lift,
      count(distinct s.person_id) filter (where k.skill = 'plumbing')::int as plumbing
    from generate_series(${now.toISOString()}::timestamptz - interval '88 days', ${now.toISOString()}::timestamptz + interval '13 days', interval '37 minutes') g
    join shift s on s.starts_at <= g and s.ends_at > g join technician_skill k on k.person_id = s.person_id
    group by g`;
  for (const h of hours) assert.ok(h.people >= 11 && h.lift >= 2 && h.plumbing >= 2, JSON.stringify(h));
});

const moments = [
  "2026-11-23T06:20:00Z",
  "2026-11-22T19:10:00Z",
  "2026-11-24T00:20:00Z",
  "2026-11-20T15:40:00Z",
];
for (const [nth, moment] of moments.entries()) {
  test(`at ${moment} every open status is on the board and the people of the demo are at work`, async () => {
    const other = nth === 0 ? base : await testDatabase();
    try {
      const at = new Date(moment);
      if (nth > 0) await seedDemo(other.sql, { seed: 7 + nth, now: at, dataDir, days: 20 });
      const rows = await other.sql`select status, count(*)::int as n from ticket group by 1`;
      const count = (...of: string[]) =>
        rows.filter((r) => of.includes(r.status)).reduce((sum, r) => sum + r.n, 0);
      for (const status of ["dispatched", "accepted", "en_route", "on_site", "paused", "done"])
        assert.ok(count(status) > 0, status);
      const unassigned = count("received", "triaged");
      assert.ok(unassigned >= 9 && unassigned <= 16, `${unassigned} unassigned`);
      const [desk] = await other.sql`select
        (select count(*)::int from ticket where status = 'received' and urgency = 1) as p1,
        (select count(*)::int from ticket t join staff_account a on a.person_id = t.technician_id
          where a.login = 'tech1' and t.status in ('dispatched', 'accepted', 'en_route', 'on_site', 'paused')) as held,
        (select count(distinct a.login)::int from staff_account a join shift s using (person_id)
          where a.login in ('tech1', 'op1', 'disp1', 'disp2') and s.starts_at <= ${moment}::timestamptz and s.ends_at > ${moment}::timestamptz) as present`;
      assert.deepEqual({ ...desk }, { p1: 1, held: 0, present: 4 });
      const hers =
        await other.sql`select t.status, (select count(*)::int from survey s where s.ticket_id = t.id) as surveys
        from ticket t join person p on p.id = t.reporter_id where p.phone = '+8613800138000' order by 1`;
      const expected = [
        { status: "closed", surveys: 1 },
        { status: "done", surveys: 0 },
      ];
      assert.deepEqual(
        hers.map((t) => ({ ...t })),
        expected,
      );
    } finally {
      if (nth > 0) await other.drop();
    }
  });
}

test("the books of the stores balance, and every level is the fold of its movements", async () => {
  const uneven =
    await sql`select movement_id from stock_leg group by movement_id, material_id having sum(quantity) <> 0`;
  assert.equal(uneven.length, 0);
  const wrong = await sql`
    select l.store_id from stock_level l
    left join (select store_id, material_id, sum(quantity) as sum from stock_leg group by 1, 2) f using (store_id, material_id)
    where l.quantity <> coalesce(f.sum, 0)`;
  assert.equal(wrong.length, 0);
  const [counts] = await sql`select
    (select count(*)::int from ticket_charge) as used, (select count(*)::int from stock_level where low_since is not null) as low`;
  assert.ok(counts!.used > 500 && counts!.low > 0, JSON.stringify(counts));
});
