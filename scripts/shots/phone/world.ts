import type { Sql } from "../../../e2e/fixtures/database.ts";
import { onShift } from "../../../e2e/fixtures/database.ts";
import { doorOf } from "../../../e2e/fixtures/door.ts";
import type { Where } from "./scene.ts";

export type World = Awaited<ReturnType<typeof plant>>;

/** One technician with a job in each state, and another with none. */
export async function plant(sql: Sql, { url, enter }: Where) {
  const [at] = await sql<Array<{ id: string }>>`select id from site where code = 'CH'`;
  const siteId = at!.id;
  const homes = await sql<Array<{ id: string; plate: object }>>`
    select p.id, p.plate from place p where p.site_id = ${siteId} and p.kind = 'home'
      and not exists (select 1 from ticket t where t.place_id = p.id) order by p.search_key limit 20`;
  const crew = await onShift(sql, siteId, "plumbing");
  const me = crew[0]!;
  const [idle] = await sql<Array<{ login: string }>>`
    select a.login from staff_account a join staff_role r on r.person_id = a.person_id and r.role = 'technician'
    where a.disabled_at is null and not exists (select 1 from ticket t where t.technician_id = a.person_id)
    order by a.login limit 1`;
  await sql`update technician set capacity_minutes = 100000 where person_id = ${me.id}`;
  await sql`insert into shift (id, person_id, starts_at, ends_at) select gen_random_uuid(), ${me.id},
    date_trunc('day', now()) + n * interval '1 day', date_trunc('day', now()) + n * interval '1 day' + interval '12 hours'
    from generate_series(1, 4) n`;
  const door = async (login: string) => {
    const context = await enter(login, "day", "zh");
    const opened = await doorOf(context, Number(new URL(url).port), url);
    await context.close();
    return opened;
  };
  const [lead] = await sql<Array<{ login: string }>>`
    select a.login from staff_account a join staff_role r on r.person_id = a.person_id
    where r.site_id = ${siteId} and r.role = 'lead' limit 1`;
  const doors = {
    op: await door("op1"),
    disp: await door("disp2"),
    tech: await door(me.login),
    lead: await door(lead!.login),
  };
  const numbers: Record<string, string> = {};
  const report = async (n: number, of: { faultCode?: string; urgency?: number; words?: string } = {}) => {
    const made = await doors.op.tell<{ ticketId: string; number: string }>("ticket.report", {
      placeId: homes[n % homes.length]!.id,
      faultCode: of.faultCode ?? "tap-dripping",
      urgency: of.urgency ?? 3,
      description: of.words ?? "水槽下面一直滴水，晚上声音很大",
      contactName: "王丽",
    });
    numbers[made.ticketId] = made.number;
    return made.ticketId;
  };
  const given = async (n: number, verbs: string[] = [], of: Parameters<typeof report>[1] = {}) => {
    const ticketId = await report(n, of);
    await doors.disp.tell("ticket.assign", { ticketId, version: 1, technicianId: me.id });
    let version = 2;
    for (const verb of verbs) {
      const more = verb === "pause" ? { reason: "parts", words: "等 35 mm 阀芯", backAt: soon(26) } : {};
      ({ version } = await doors.tech.tell<{ version: number }>(`ticket.${verb}`, {
        ticketId,
        version,
        ...more,
      }));
    }
    return { ticketId, version };
  };
  const dispatched = await given(0);
  const accepted = await given(1, ["accept"]);
  const enRoute = await given(2, ["accept", "depart"]);
  const onSite = await given(3, ["accept", "depart", "arrive"]);
  const paused = await given(4, ["accept", "depart", "arrive", "pause"]);
  const danger = await given(5, [], { urgency: 1, words: "插座进水，冒火花" });
  const offering = await given(6, ["accept"]);
  const { free } = await doors.tech.ask<{ free: Array<{ from: string; until: string }> }>(
    "appointment.slots",
    {
      ticketId: offering.ticketId,
    },
  );
  await doors.tech.tell("appointment.offer", { ticketId: offering.ticketId, windows: free.slice(0, 3) });
  const agreed = await given(7, ["accept"]);
  await doors.tech.tell("appointment.change", { ticketId: agreed.ticketId, window: free[4]! });
  const gone = await given(8, ["accept"]);
  await doors.disp.tell("ticket.withdraw", { ticketId: gone.ticketId, version: 3, reason: "more_urgent" });
  const done = await given(9, ["accept", "depart", "arrive"]);
  await doors.tech.tell("ticket.complete", {
    ticketId: done.ticketId,
    version: done.version,
    measure: "fix",
    found: "阀芯磨损",
    done: "更换垫圈，试水正常",
    materials: "垫圈 1 只",
    result: "fixed",
    photoIds: [],
  });
  return {
    url,
    doors,
    siteId,
    login: me.login,
    personId: me.id,
    idle: idle?.login ?? crew[1]!.login,
    plate: homes[1]!.plate,
    numbers,
    free,
    report,
    tickets: { dispatched, accepted, enRoute, onSite, paused, danger, offering, agreed, gone, done },
  };
}

/** So many hours from now, ISO instant. */
export const soon = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
