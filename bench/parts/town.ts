import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import type { Connection } from "#db/client.ts";
import { authSession } from "#db/schema/auth.ts";
import { fault, faultCategory } from "#db/schema/fault.ts";
import {
  person,
  shift,
  staffAccount,
  staffRole,
  team,
  technician,
  technicianSkill,
} from "#db/schema/person.ts";
import { building, household, place } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import { categories, faults } from "#db/seed/catalogue.ts";
import type { Actor } from "#server/domain/access/actor.ts";
import { secret } from "./ground.ts";

const sitesInTown = 20;
const residentsPerSite = 20;
const techniciansPerSite = 10;
const dispatchersInTown = 64;
export const usuallyOpen = 60;

type Staff = Extract<Actor, { kind: "staff" }>;

export type Town = {
  siteIds: string[];
  residents: Array<{ cookie: string; placeId: string; siteId: string; personId: string }>;
  /** Each watches and dispatches at every site. */
  dispatchers: Array<{ cookie: string; actor: Staff }>;
  technicians: Array<{ id: string; siteId: string; cookie: string }>;
};

/** Finished repairs in all, and open ones at each of the twenty sites. */
export type Size = { history: number; openPerSite: number };

/** Twenty sites, their people signed in, and `history` finished repairs with `openPerSite` open ones per site beside them. */
export async function buildTown(connection: Connection, size: Size): Promise<Town> {
  const { db } = connection;
  const now = new Date();
  const until = new Date(now.getTime() + 86_400_000);
  await db.insert(faultCategory).values(categories);
  await db.insert(fault).values(faults);
  const teamId = randomUUID();
  await db.insert(team).values({ id: teamId, nameZh: "一组", nameEn: "Team 1" });
  const town: Town = { siteIds: [], residents: [], dispatchers: [], technicians: [] };
  const people: Array<typeof person.$inferInsert> = [];
  const sessions: Array<typeof authSession.$inferInsert> = [];

  function someone(name: string): string {
    const id = randomUUID();
    const phone = `+86139${String(people.length).padStart(8, "0")}`;
    people.push({ id, name, nameLatin: name, phone, createdAt: now });
    return id;
  }
  async function signedIn(personId: string, kind: "owner" | "staff") {
    const id = randomUUID();
    sessions.push({ id, personId, kind, createdAt: now, expiresAt: until });
    const token = await encode({ token: { sub: personId, sid: id }, secret, maxAge: 86_400 });
    return { sessionId: id, cookie: `next-auth.session-token=${token}` };
  }

  const places: Array<typeof place.$inferInsert> = [];
  const homes: Array<typeof household.$inferInsert> = [];
  const roles: Array<typeof staffRole.$inferInsert> = [];
  const workers: Array<typeof technician.$inferInsert> = [];
  const skills: Array<typeof technicianSkill.$inferInsert> = [];
  const shifts: Array<typeof shift.$inferInsert> = [];
  const buildings: Array<typeof building.$inferInsert> = [];
  const trades = ["plumbing", "electrical", "lift", "carpentry"] as const;
  for (let s = 0; s < sitesInTown; s++) {
    const siteId = randomUUID();
    town.siteIds.push(siteId);
    await db.insert(site).values({
      id: siteId,
      code: `B${String.fromCharCode(65 + s)}`,
      nameZh: `第${s + 1}园`,
      nameEn: `Court ${s + 1}`,
      timeZone: "Asia/Shanghai",
      hotline: "+865718888000",
    });
    const buildingId = randomUUID();
    buildings.push({ id: buildingId, siteId, code: "3", nameZh: "3栋", nameEn: "Bldg 3", floors: 18 });
    for (let n = 0; n < residentsPerSite; n++) {
      const room = String(100 + n);
      const placeId = randomUUID();
      const plate = { building: "3栋", unit: "2单元", room };
      places.push({
        id: placeId,
        siteId,
        buildingId,
        kind: "home",
        unit: "2",
        floor: 1,
        room,
        plate: { zh: plate, en: { building: "Bldg 3", unit: "Unit 2", room } },
        searchKey: `3-2-${room}`,
      });
      const personId = someone(`王${s}-${n}`);
      homes.push({ id: randomUUID(), placeId, personId, relation: "owner", decidesMoney: "yes", since: now });
      town.residents.push({ ...(await signedIn(personId, "owner")), placeId, siteId, personId });
    }
    for (let n = 0; n < techniciansPerSite; n++) {
      const personId = someone(`李${s}-${n}`);
      workers.push({ personId, teamId, badge: `X${s}-${n}`, capacityMinutes: 480 });
      roles.push({ personId, siteId, role: "technician" });
      skills.push(...trades.map((skill) => ({ personId, skill, level: 2 })));
      shifts.push({
        id: randomUUID(),
        personId,
        startsAt: new Date(now.getTime() - 3_600_000),
        endsAt: until,
      });
      town.technicians.push({ id: personId, siteId, cookie: (await signedIn(personId, "staff")).cookie });
    }
  }
  const accounts: Array<typeof staffAccount.$inferInsert> = [];
  for (let n = 0; n < dispatchersInTown; n++) {
    const name = `dispatcher ${n}`;
    const personId = someone(name);
    accounts.push({ personId, login: name, passwordHash: "none" });
    const held = town.siteIds.map((siteId) => ({ role: "dispatcher" as const, siteId }));
    roles.push(...held.map((role) => ({ personId, ...role })));
    const { sessionId, cookie } = await signedIn(personId, "staff");
    const actor: Staff = { kind: "staff", personId, sessionId, name, locale: "zh", roles: held };
    town.dispatchers.push({ cookie, actor });
  }
  await db.insert(person).values(people);
  await db.insert(authSession).values(sessions);
  await db.insert(building).values(buildings);
  await db.insert(place).values(places);
  await db.insert(household).values(homes);
  await db.insert(staffAccount).values(accounts);
  await db.insert(technician).values(workers);
  await db.insert(technicianSkill).values(skills);
  await db.insert(staffRole).values(roles);
  await db.insert(shift).values(shifts);
  await pastRepairs(connection, size.history);
  await openRepairs(connection, size.openPerSite);
  // A history written in a minute leaves the server work of its own, which no history that grew does: it is done before.
  await connection.sql`vacuum analyze`;
  await connection.sql`checkpoint`;
  return town;
}

const columns = `id, site_id, number, day, place_id, plate, fault_code, description, source, reporter_id,
  contact_name, reported_urgency, received_at, registered_at, status, version, urgency, technician_id,
  acknowledge_by, arrive_by, finish_by, due_at, status_since, done_at, closed_at, outcome`;

/** Closed tickets spread over the last 90 days and all sites. */
async function pastRepairs({ sql }: Connection, count: number): Promise<void> {
  await inBulk(
    sql,
    `
    with homes as (
      select place.*, person_id, row_number() over () - 1 as nth, count(*) over () as homes,
        (select array_agg(r.person_id) from staff_role r where r.role = 'technician' and r.site_id = place.site_id) as crew
      from place join household on household.place_id = place.id
    ), ticks as (
      select n, now() - (n::float / ${count}) * interval '89 days' - interval '1 day' as at from generate_series(1, ${count}) n
    )
    insert into ticket (${columns})
    select gen_random_uuid(), site_id, 'H-' || n, at::date, homes.id, plate, 'tap-dripping', '水龙头滴水', 'portal', person_id,
      '王', 3, at, at, 'closed', 8, 3,
      crew[1 + n % 10], at, at, at, null, at, at + interval '2 hours', at + interval '3 hours', 'solved'
    from ticks join homes on homes.nth = ticks.n % homes.homes`,
  );
}

/** A million rows take longer than any question of the product may, and every one of them refers to what is there. */
export async function inBulk(sql: Connection["sql"], statement: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`;
    await tx`set local session_replication_role = replica`;
    await tx.unsafe(statement);
  });
}

/** What is open when the benchmark begins, and what it needs more: `from` counts on from those there are. */
export async function openRepairs({ sql }: Connection, perSite: number, from = 0): Promise<void> {
  await inBulk(
    sql,
    `
    with homes as (
      select place.*, person_id, row_number() over (partition by site_id) - 1 as nth
      from place join household on household.place_id = place.id
    )
    insert into ticket (${columns})
    select gen_random_uuid(), site_id, 'O-' || site_id || '-' || n, now()::date, homes.id, plate, 'tap-dripping', '水龙头滴水',
      'portal', person_id, '王', 3, now(), now(), 'received', 1, 3, null,
      now() + interval '1 hour', now() + interval '4 hours', now() + interval '2 days', now() + interval '1 hour', now(), null, null, null
    from generate_series(${from}, ${from + perSite - 1}) n join homes on homes.nth = n % ${residentsPerSite}`,
  );
  // Their clocks run from a report, so each has one in its site's stream.
  await sql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`;
    await tx.unsafe(`
      insert into event (site_id, seq, ticket_id, ticket_version, type, actor, at, data, patch, words_hash, hash)
      select t.site_id, s.seq + row_number() over (partition by t.site_id order by t.id), t.id, 1, 'reported',
        '{"kind":"system","id":"bench"}', t.received_at, '{}',
        jsonb_build_object('status', 'received', 'urgency', t.urgency, 'faultCode', t.fault_code, 'receivedAt',
          to_char(t.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), '', ''
      from ticket t join site s on s.id = t.site_id
      where t.status = 'received' and not exists (select 1 from event e where e.ticket_id = t.id)`);
    await tx.unsafe(`
      update site set seq = greatest(seq, (select coalesce(max(seq), 0) from event where site_id = site.id))`);
  });
}
