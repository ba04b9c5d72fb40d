import { freePort } from "#db/freePort.ts";
import { type Boards, openBoards } from "./parts/boards.ts";
import { type Child, startChild } from "./parts/child.ts";
import { closedLoop, openLoop, sleep, tick } from "./parts/clock.ts";
import { post, reportAtHome } from "./parts/door.ts";
import { demandExactState } from "./parts/exact.ts";
import { type Context, type Ground, prepare } from "./parts/ground.ts";
import { type Metric, mean, metric, percentile, print } from "./parts/metric.ts";

type Round = {
  /** ms from the commit (control: from the broadcast) to the last board. */
  emitted: number[];
  /** ms from the intended moment of the request to the last board. */
  whole: number[];
  cpu: number;
  events: number;
};

const writers = 16;

/** A report accepted over HTTP until the last of 500 boards has read it, beside raw `ws` sending the same bytes. */
export default async function live(context: Context): Promise<void> {
  const quick = context.flags.includes("--quick");
  const boardCount = quick ? 200 : 500;
  const ground = await prepare("live", context);
  const barePort = await freePort();
  const bare = await startChild("bareServer.ts", { BENCH_PORT: String(barePort) });
  const boards = await openBoards(ground, boardCount);
  const metrics: Metric[] = [];
  let accepted = 0;
  try {
    await boards.attach();
    await boards.attachBare(barePort);
    const product = productOf(ground, boards, (count) => {
      accepted += count;
    });
    const control = controlOf(bare, barePort, boards);

    await product(20, quick ? 1 : 3);
    await bare.ask("frame", await boards.sink.ask("example"));
    await control(20, 1);
    const alone: Record<number, number> = {};
    for (const [rate, rounds, seconds] of quick
      ? ([
          [20, 2, 2],
          [100, 2, 2],
        ] as const)
      : ([
          [20, 5, 6],
          [100, 4, 6],
        ] as const)) {
      const [ours, theirs]: [Round[], Round[]] = [[], []];
      for (let i = 0; i < rounds; i++) {
        theirs.push(await control(rate, seconds));
        ours.push(await product(rate, seconds));
      }
      metrics.push(...latencies(rate, ours, theirs));
      metrics.push(cpuPerDelivery(rate, ours, theirs, boardCount));
    }

    const bursts: [Round[], Round[]] = [[], []];
    for (let i = 0; i < (quick ? 2 : 4); i++) {
      bursts[1].push(await control("burst", quick ? 1 : 3));
      bursts[0].push(await product("burst", quick ? 1 : 3));
    }
    const quiet = quick ? 2 : 6;
    await boards.detach("product");
    await sleep(300);
    for (const rate of [20, 100] as const) alone[rate] = perEvent(await product(rate, quiet));
    const burstAlone = perEvent(await product("burst", quiet / 2));
    metrics.push(...fanOut(bursts, burstAlone, boardCount));
    await demandExactState(ground.connection, accepted);
    print(metrics, [
      `${boardCount} boards; every event was read by every board exactly once and in order.`,
      `p50/p99: commit → last board; whole: intended request → last board (control: the same through the bare server).`,
      `server CPU per report with no board attached: ${alone[20]?.toFixed(2)} ms at 20/s, ${alone[100]?.toFixed(2)} ms at 100/s, ${burstAlone.toFixed(2)} ms in the burst.`,
    ]);
  } finally {
    await boards.end();
    await bare.end();
    await ground.end();
  }
}

type Rate = number | "burst";

function productOf(ground: Ground, boards: Boards, count: (accepted: number) => void) {
  const { residents } = ground.town;
  let turn = 0;
  let attached = true;
  return async (rate: Rate, seconds: number): Promise<Round> => {
    const before = new Map((await ground.heads()).map(({ id, seq }) => [id, seq]));
    attached = (await boards.sink.ask<number>("attached", "product")) > 0;
    await ground.server.ask("rings");
    const cpu = await ground.server.ask<number>("cpu");
    const intendedOf = new Map<string, number>();
    const one = async (intended: number) => {
      const resident = residents[turn++ % residents.length]!;
      intendedOf.set(await reportAtHome(ground.port, resident), intended);
    };
    if (rate === "burst") await closedLoop(writers, seconds, () => one(tick()));
    else await openLoop(rate, seconds, (_, intended) => one(intended));
    const events = intendedOf.size;
    count(events);
    if (!attached) {
      await sleep(200);
      const used = (await ground.server.ask<number>("cpu")) - cpu;
      await boards.sink.ask("collect");
      return { emitted: [], whole: [], cpu: used, events };
    }
    const heard = await boards.collect(events);
    const used = (await ground.server.ask<number>("cpu")) - cpu;
    const rings = new Map(await ground.server.ask<Array<[string, number[]]>>("rings"));
    const rows = await ground.connection.sql<Array<{ site_id: string; seq: string; ticket_id: string }>>`
      select site_id, seq, ticket_id from event where ticket_id in ${ground.connection.sql([...intendedOf.keys()])}`;
    const ticketOf = new Map(rows.map((row) => [`${row.site_id} ${row.seq}`, row.ticket_id]));
    const emitted: number[] = [];
    const whole: number[] = [];
    for (const { siteId, seq, last } of heard) {
      const rung = rings.get(siteId)?.[seq - (before.get(siteId) ?? 0) - 1];
      const intended = intendedOf.get(ticketOf.get(`${siteId} ${seq}`) ?? "");
      if (rung === undefined || intended === undefined) throw new Error("an event nobody asked for");
      emitted.push(last - rung);
      whole.push(last - intended);
    }
    return { emitted, whole, cpu: used, events };
  };
}

function controlOf(bare: Child, port: number, boards: Boards) {
  return async (rate: Rate, seconds: number): Promise<Round> => {
    await bare.ask("sent");
    const cpu = await bare.ask<number>("cpu");
    const intendedOf = new Map<number, number>();
    const one = async (intended: number) => {
      const { body } = await post(port, "/", "{}");
      intendedOf.set(Number(body), intended);
    };
    if (rate === "burst") await closedLoop(writers, seconds, () => one(tick()));
    else await openLoop(rate, seconds, (_, intended) => one(intended));
    const heard = await boards.collect(intendedOf.size);
    const used = (await bare.ask<number>("cpu")) - cpu;
    const sent = new Map(await bare.ask<Array<[number, number]>>("sent"));
    return {
      emitted: heard.map(({ seq, last }) => last - sent.get(seq)!),
      whole: heard.map(({ seq, last }) => last - intendedOf.get(seq)!),
      cpu: used,
      events: heard.length,
    };
  };
}

function latencies(rate: number, ours: Round[], theirs: Round[]): Metric[] {
  return (["emitted", "whole"] as const).flatMap((stage) =>
    ([0.5, 0.99] as const).map((share) => {
      const all = ours.flatMap((round) => round[stage]);
      const bare = theirs.flatMap((round) => round[stage]);
      const name = `${stage === "whole" ? "whole " : ""}p${share * 100} at ${rate}/s`;
      const figures = {
        ours: percentile(all, share),
        n: all.length,
        limit: percentile(bare, share),
        control: theirs.map((round) => percentile(round[stage], share)),
      };
      return metric(
        "live",
        name,
        "ms",
        figures,
        stage === "emitted" && share === 0.99 ? { most: 2 } : undefined,
      );
    }),
  );
}

const perEvent = ({ cpu, events }: Round) => cpu / events;

function cpuPerDelivery(rate: number, ours: Round[], theirs: Round[], boards: number): Metric {
  const micro = (round: Round) => (perEvent(round) * 1000) / boards;
  const figures = {
    ours: mean(ours.map(micro)),
    n: ours.reduce((sum, round) => sum + round.events * boards, 0),
    control: theirs.map(micro),
  };
  return metric(
    "live",
    `cpu at ${rate}/s`,
    "µs per delivery",
    figures,
    rate === 20 ? { most: 1.8 } : undefined,
  );
}

/** Under a burst: the whole server, and what the boards alone cost beside the same reports with none attached. */
function fanOut([ours, theirs]: [Round[], Round[]], alone: number, boards: number): Metric[] {
  const micro = (ms: number) => (ms * 1000) / boards;
  const n = ours.reduce((sum, round) => sum + round.events * boards, 0);
  const control = theirs.map((round) => micro(perEvent(round)));
  const all = mean(ours.map(perEvent));
  return [
    metric("live", "cpu in a burst", "µs per delivery", { ours: micro(all), n, control }, { most: 0.35 }),
    metric("live", "cpu of boards in a burst", "µs per delivery", { ours: micro(all - alone), n, control }),
  ];
}
