import { randomUUID } from "node:crypto";
import { perform } from "#server/operations/operation.ts";
import { assignTechnician } from "#server/operations/ticket/assign.ts";
import { tick } from "./parts/clock.ts";
import { command } from "./parts/door.ts";
import { type Context, type Ground, prepare } from "./parts/ground.ts";
import { type Metric, mean, metric, print } from "./parts/metric.ts";
import { openRepairs, usuallyOpen } from "./parts/town.ts";

const verbs = ["accept", "depart", "arrive", "complete"] as const;
/** Requests under way at a time, of all phones together. */
const writers = 16;

type Job = { ticketId: string; cookie: string };
/** A step as a phone keeps it; `after` names the one it builds on. */
type Kept = { key: string; verb: (typeof verbs)[number]; job: Job; input: Record<string, unknown> };

/**
 * A thousand steps that were done without network, each sent by two phones, beside the same thousand pressed with a link:
 * job by job as the phone sends them, and in any order at all. Whatever comes twice or too early must change nothing.
 */
export default async function offline(context: Context): Promise<void> {
  const quick = context.flags.includes("--quick");
  const [jobs, rounds] = quick ? [50, 2] : [250, 5];
  const ground = await prepare("offline", context);
  try {
    await openRepairs(ground.connection, Math.ceil((jobs * 3 * (rounds + 1)) / 20) + 1, usuallyOpen);
    const online: number[] = [];
    const inOrder: number[] = [];
    const shuffled: number[] = [];
    let early = 0;
    const done: Job[] = [];
    for (let round = -1; round < rounds; round++) {
      const [pressed, queued, mixed] = [
        await given(ground, jobs),
        await given(ground, jobs),
        await given(ground, jobs),
      ];
      const rate = await pressOnline(ground, pressed);
      const replayed = await replay(ground, queued, jobByJob);
      const any = await replay(ground, mixed, anyOrder(round + 2));
      done.push(...pressed, ...queued, ...mixed);
      if (round < 0) continue;
      online.push(rate);
      inOrder.push(replayed.rate);
      shuffled.push(any.rate);
      early += any.early;
    }
    const wrong = await notOnce(ground, done);
    const n = jobs * verbs.length * rounds;
    const metrics: Metric[] = [
      metric("offline", "throughput", "steps/s", { ours: mean(inOrder), n, control: online }, { least: 0.5 }),
      metric("offline", "throughput (any order)", "steps/s", { ours: mean(shuffled), n, control: online }),
    ];
    print(metrics, [
      `${done.length} jobs of four steps, ${writers} requests at a time; every step sent by two phones: ${wrong.length} jobs not done exactly once.`,
      `in any order, ${(early / rounds).toFixed(0)} of ${jobs * verbs.length * 2} sendings a round came before the step they build on and were sent again.`,
    ]);
    console.log(
      JSON.stringify({
        bench: "offline",
        metric: "violations",
        ours: wrong.length,
        limit: 0,
        ratio: null,
        unit: "jobs",
        n: done.length,
        cv: 0,
        goal: "= 0",
        verdict: wrong.length === 0 ? "met" : "missed",
      }),
    );
    if (wrong.length > 0) throw new Error(`Not exactly once:\n${wrong.slice(0, 10).join("\n")}`);
  } finally {
    await ground.end();
  }
}

/** Fresh jobs in the hands of technicians of their sites. */
async function given({ connection, town }: Ground, count: number): Promise<Job[]> {
  const rows = await connection.sql<Array<{ id: string; siteId: string }>>`
    select id, site_id as "siteId" from ticket where status = 'received' order by md5(id::text) limit ${count}`;
  if (rows.length < count) throw new Error("the benchmark ran out of tickets");
  const turn = new Map<string, number>();
  return Promise.all(
    rows.map(async ({ id, siteId }, n) => {
      const able = town.technicians.filter((one) => one.siteId === siteId);
      const nth = turn.get(siteId) ?? 0;
      turn.set(siteId, nth + 1);
      const { id: technicianId, cookie } = able[nth % able.length]!;
      const { actor } = town.dispatchers[n % town.dispatchers.length]!;
      const order = { ticketId: id, version: 1, technicianId };
      await perform(
        assignTechnician,
        { actor, db: connection.db, now: new Date() },
        order as never,
        randomUUID(),
      );
      return { ticketId: id, cookie };
    }),
  );
}

const record = { measure: "fix", found: "阀芯磨损", done: "更换阀芯，试水正常", result: "fixed" };

/** Each job by one hand, each step when the one before is answered; answers steps per second. */
async function pressOnline({ port }: Ground, jobs: Job[]): Promise<number> {
  const queue = [...jobs];
  const begin = tick();
  await Promise.all(
    Array.from({ length: writers }, async () => {
      for (let job = queue.shift(); job; job = queue.shift()) {
        for (const [n, verb] of verbs.entries()) {
          const input = { ticketId: job.ticketId, version: 2 + n, ...(verb === "complete" && record) };
          const { status, body } = await command(port, `ticket.${verb}`, job.cookie, input);
          if (status !== 200) throw new Error(`${verb} was refused: ${status} ${body.slice(0, 300)}`);
        }
      }
    }),
  );
  return (jobs.length * verbs.length) / ((tick() - begin) / 1000);
}

/** What the phone keeps of a job that was done without network. */
function kept(job: Job): Kept[] {
  const keys = verbs.map(() => randomUUID());
  const since = Date.now() - verbs.length * 1000;
  return verbs.map((verb, n) => ({
    key: keys[n]!,
    verb,
    job,
    input: {
      ticketId: job.ticketId,
      version: 2,
      doneAt: new Date(since + n * 1000).toISOString(),
      ...(n > 0 && { after: keys[n - 1] }),
      ...(verb === "complete" && record),
    },
  }));
}

/** As the phone does it: a step goes when the one before it is answered. Two lists, one for each phone. */
function jobByJob(queues: Kept[][]): Kept[][][] {
  return [queues, [...queues].reverse()];
}

/** Every step by itself, in an order that no phone would choose. */
function anyOrder(seed: number) {
  return (queues: Kept[][]): Kept[][][] =>
    [seed, seed + 1_000].map((one) =>
      shuffle(
        queues.flat().map((step) => [step]),
        one,
      ),
    );
}

/** Two phones send all of it at the same time; answers steps per second, and how many came too early. */
async function replay({ port }: Ground, jobs: Job[], plan: (queues: Kept[][]) => Kept[][][]) {
  const phones = plan(jobs.map(kept));
  let early = 0;
  const begin = tick();
  await Promise.all(
    phones.flatMap((queue) => Array.from({ length: writers / phones.length }, () => drain(queue))),
  );
  return { rate: (jobs.length * verbs.length) / ((tick() - begin) / 1000), early };

  async function drain(queue: Kept[][]): Promise<void> {
    for (let steps = queue.shift(); steps; steps = queue.shift()) {
      for (const step of steps) {
        const { status, body } = await command(
          port,
          `ticket.${step.verb}`,
          step.job.cookie,
          step.input,
          step.key,
        );
        if (status === 200) continue;
        if (!body.includes("TOO_EARLY"))
          throw new Error(`${step.verb} was refused: ${status} ${body.slice(0, 300)}`);
        early++;
        queue.push([step]);
      }
    }
  }
}

/** The same order for the same seed. */
function shuffle<Item>(items: Item[], seed: number): Item[] {
  const all = [...items];
  let state = seed;
  for (let n = all.length - 1; n > 0; n--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (n + 1));
    [all[n], all[other]] = [all[other]!, all[n]!];
  }
  return all;
}

/** Jobs that are not done by exactly one event of each step, one record, and nothing else. */
async function notOnce({ connection: { sql } }: Ground, jobs: Job[]): Promise<string[]> {
  const rows = await sql<
    Array<{ id: string; status: string; version: number; types: string; records: number }>
  >`
    select t.id, t.status, t.version,
      (select string_agg(type, ' ' order by ticket_version) from event e where e.ticket_id = t.id) as types,
      (select count(*)::int from work_record w where w.ticket_id = t.id) as records
    from ticket t where t.id in ${sql(jobs.map(({ ticketId }) => ticketId))}`;
  const road = "reported assigned accepted departed arrived completed";
  const wrong = rows.filter(
    (row) => row.status !== "done" || row.version !== 6 || row.types !== road || row.records !== 1,
  );
  return wrong.map((row) => `${row.id}: ${row.status} v${row.version}, ${row.types}, ${row.records} records`);
}
