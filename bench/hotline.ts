import { tick } from "./parts/clock.ts";
import { get } from "./parts/door.ts";
import { type Context, type Ground, prepare } from "./parts/ground.ts";
import { metric, percentile, print } from "./parts/metric.ts";
import { inBulk } from "./parts/town.ts";

/** People of the company whose phones may ring, each with a home, and repairs behind them. */
const people = 100_000;
const peopleQuick = 20_000;

/**
 * From the last figure of a number to who it is: the caller look-up through the whole door, beside a read by primary key
 * through the same door. One at a time and in turn, so that whatever the machine does besides hits both alike.
 */
export default async function hotline(context: Context): Promise<void> {
  const quick = context.flags.includes("--quick");
  const ground = await prepare("hotline", context);
  try {
    const count = quick ? peopleQuick : people;
    await manyPeople(ground, count);
    const { port, town } = ground;
    const heads = new Map((await ground.heads()).map(({ id, seq }) => [id, seq]));
    const number = (n: number) => `137${String((n * 7_919) % count).padStart(8, "0")}`;
    const roads = {
      bare: (n: number) => {
        const siteId = town.siteIds[n % town.siteIds.length]!;
        const { cookie } = town.dispatchers[n % town.dispatchers.length]!;
        return get(port, "board.since", cookie, { siteId, seq: heads.get(siteId)! });
      },
      known: (n: number) => {
        const { cookie } = town.dispatchers[n % town.dispatchers.length]!;
        return get(port, "hotline.caller", cookie, { phone: number(n) });
      },
      unknown: (n: number) => {
        const { cookie } = town.dispatchers[n % town.dispatchers.length]!;
        return get(port, "hotline.caller", cookie, { phone: `136${number(n).slice(3)}` });
      },
    };
    const names = ["bare", "known", "unknown"] as const;
    const times = { bare: [] as number[], known: [] as number[], unknown: [] as number[] };
    const rounds: number[] = [];
    let n = 0;
    for (let round = -1; round < 5; round++) {
      const first = times.bare.length;
      for (let i = 0; i < (quick ? 100 : 400); i++, n++) {
        for (const name of names) {
          const begin = tick();
          const { status, body } = await roads[name](n);
          const took = tick() - begin;
          if (status !== 200) throw new Error(`${name} was refused: ${status} ${body.slice(0, 300)}`);
          if (name === "known" && !body.includes('"placeId"')) throw new Error(`nobody under ${number(n)}`);
          if (round >= 0) times[name].push(took);
        }
      }
      if (round >= 0) rounds.push(percentile(times.bare.slice(first), 0.5));
    }
    print(
      (["known", "unknown"] as const).flatMap((who) => [
        metric(
          "hotline",
          `caller p50 (${who})`,
          "ms",
          { ours: percentile(times[who], 0.5), n: times[who].length, control: rounds },
          { most: 3 },
        ),
        metric(
          "hotline",
          `caller p99 (${who})`,
          "ms",
          {
            ours: percentile(times[who], 0.99),
            limit: percentile(times.bare, 0.99),
            n: times[who].length,
            control: rounds,
          },
          { most: 3 },
        ),
      ]),
      [
        `${count.toLocaleString("en")} people with a number and a home; beside it, a caught-up board asks what is new: two ` +
          "reads by primary key through the same door. The page asks with the last figure of a number and waits for no pause.",
      ],
    );
  } finally {
    await ground.end();
  }
}

/** People with a home and a number each, spread over the sites, two ended repairs and one open one with every tenth. */
async function manyPeople({ connection }: Ground, count: number): Promise<void> {
  await inBulk(
    connection.sql,
    `
    create temp table caller on commit drop as
      select gen_random_uuid() as person_id, gen_random_uuid() as place_id, n,
        (select array_agg(id order by code) from site) as sites from generate_series(0, ${count - 1}) n;
    insert into person (id, name, name_latin, phone, created_at)
      select person_id, '来电人' || n, 'Caller ' || n, '+86137' || lpad(n::text, 8, '0'), now() from caller;
    insert into place (id, site_id, building_id, kind, unit, floor, room, plate, search_key)
      select c.place_id, b.site_id, b.id, 'home', '3', 1, c.n::text,
        jsonb_build_object('zh', jsonb_build_object('building', '3栋', 'room', c.n), 'en', jsonb_build_object('building', 'Bldg 3', 'room', c.n)),
        '3-3-' || c.n
      from caller c join building b on b.site_id = c.sites[1 + c.n % array_length(c.sites, 1)];
    insert into household (id, place_id, person_id, relation, decides_money, since)
      select gen_random_uuid(), place_id, person_id, 'owner', 'yes', now() from caller;
    insert into ticket (id, site_id, number, day, place_id, plate, fault_code, description, source, reporter_id, contact_name,
      reported_urgency, received_at, registered_at, status, version, urgency, acknowledge_by, arrive_by, finish_by, due_at, status_since)
    select gen_random_uuid(), p.site_id, 'C-' || c.n || '-' || k, now()::date, p.id, p.plate, 'tap-dripping', '滴水', 'hotline',
      c.person_id, '来电人', 3, now() - k * interval '9 days', now(), case when k = 0 then 'received' else 'closed' end, 1, 3,
      now(), now(), now(), now() + interval '1 hour', now()
    from caller c join place p on p.id = c.place_id cross join generate_series(0, 2) k where c.n % 10 = 0`,
  );
  await connection.sql`analyze`;
}
