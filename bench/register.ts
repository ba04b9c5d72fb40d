import { randomUUID } from "node:crypto";
import { openBoards } from "./parts/boards.ts";
import { closedLoop, sleep } from "./parts/clock.ts";
import { reportAtHome } from "./parts/door.ts";
import { demandExactState } from "./parts/exact.ts";
import { type Context, prepare } from "./parts/ground.ts";
import { mean, metric, print } from "./parts/metric.ts";

const writers = 16;

/** Reports per second through the whole door, beside one-row inserts by as many writers; boards attached and not. */
export default async function register(context: Context): Promise<void> {
  const quick = context.flags.includes("--quick");
  const boardCount = quick ? 200 : 500;
  const [rounds, seconds] = quick ? [2, 2] : [5, 5];
  const ground = await prepare("register", context);
  const boards = await openBoards(ground, boardCount);
  const { sql } = ground.connection;
  const { residents } = ground.town;
  let accepted = 0;
  let turn = 0;

  async function report(forSeconds: number): Promise<{ rate: number; done: number; cpu: number }> {
    const cpu = await ground.server.ask<number>("cpu");
    const ran = await closedLoop(writers, forSeconds, async () => {
      await reportAtHome(ground.port, residents[turn++ % residents.length]!);
    });
    accepted += ran.done;
    const used = (await ground.server.ask<number>("cpu")) - cpu;
    return { rate: ran.done / ran.seconds, done: ran.done, cpu: used / ran.done };
  }

  /** The row of a report and nothing else, over as many connections. */
  async function insert(forSeconds: number): Promise<number> {
    const home = residents[0]!;
    const ran = await closedLoop(writers, forSeconds, async () => {
      await sql`insert into bare_report values (${randomUUID()}, ${home.siteId}, ${home.placeId}, 'tap-dripping',
        '水槽下面滴水，关了角阀还是滴', 3, now(), ${home.personId})`;
    });
    return ran.done / ran.seconds;
  }

  try {
    await sql`create table bare_report (id uuid primary key, site_id uuid not null, place_id uuid not null,
      fault_code text not null, description text not null, urgency int not null, at timestamptz not null, person_id uuid)`;
    await report(quick ? 1 : 3);
    await insert(1);
    const control: number[] = [];
    const [on, off]: [Array<{ rate: number; cpu: number }>, Array<{ rate: number; cpu: number }>] = [[], []];
    let n = 0;
    for (let i = 0; i < rounds; i++) {
      control.push(await insert(seconds));
      off.push(await report(seconds));
      await sleep(300);
      await boards.sink.ask("collect");
      await boards.attach();
      const live = await report(seconds);
      await boards.collect(live.done);
      on.push(live);
      n += live.done;
      await boards.detach("product");
      await sleep(300);
    }
    await demandExactState(ground.connection, accepted);
    const rateOn = mean(on.map(({ rate }) => rate));
    const without = off.map(({ rate }) => rate);
    print(
      [
        metric("register", "throughput", "reports/s", { ours: rateOn, n, control }, { least: 0.35 }),
        metric("register", "realtime", "reports/s", { ours: rateOn, n, control: without }, { least: 0.9 }),
      ],
      [
        `${writers} writers at 20 sites, ${boardCount} boards; every number and every stream without a hole, every board exact.`,
        `server CPU per report: ${mean(on.map(({ cpu }) => cpu)).toFixed(2)} ms with boards, ${mean(off.map(({ cpu }) => cpu)).toFixed(2)} ms without.`,
      ],
    );
  } finally {
    await boards.end();
    await ground.end();
  }
}
