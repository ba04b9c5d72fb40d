import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import loadHighs, { type Highs } from "highs";
import { problemOf } from "#server/domain/dispatch/dayPlan.ts";
import { planDay } from "#server/domain/dispatch/planDay.ts";
import { planSeconds } from "#server/domain/dispatch/planTime.ts";
import { boardCandidates } from "#server/operations/board/detail.ts";
import { read } from "#server/operations/operation.ts";
import { bigDesk } from "./parts/bigDesk.ts";
import { get } from "./parts/door.ts";
import { brokenRules, dice, generatedDay } from "./parts/generatedDay.ts";
import { type Context, prepare } from "./parts/ground.ts";
import { type Metric, mean, metric, percentile, print } from "./parts/metric.ts";
import { type Routing, solomonDays } from "./parts/solomon.ts";
import { technicianDays } from "./parts/technicianDays.ts";

/** Not those that the search was tuned on. */
const seeds = [101, 102, 103, 104, 105, 106, 107, 108];

/**
 * The ranked list with its reasons among 300 technicians who hold 3,000 jobs, with a million repairs behind them. The
 * whole desk at once against one by one, on generated mornings, with how near it is to the best that there can be; and, where the published routing days lie beside
 * the project, how far its plans are from the best that anybody has found. A plan that breaks a rule fails it.
 * `--plans`: without the ranked list.
 */
export default async function dispatch(context: Context): Promise<void> {
  const quick = context.flags.includes("--quick");
  const highs = await loadHighs();
  const metrics: Metric[] = [];
  const notes: string[] = [];
  if (!context.flags.includes("--plans")) await suggest(context, metrics, notes, quick);
  mornings(highs, metrics, notes, quick);
  const given = context.flags.find((flag) => flag.startsWith("--data="))?.slice("--data=".length);
  const folder = join(resolve(context.root, given ?? join("..", "shared", "data")), "dispatch");
  if (existsSync(folder)) {
    const solomon = await solomonDays(join(folder, "solomon"));
    published("routing with windows", highs, some(solomon, quick), metrics, notes);
    const technicians = await technicianDays(join(folder, "technicians"));
    published("technicians, tools, parts", highs, some(technicians, quick), metrics, notes);
  } else notes.push(`no published days: there is no ${folder}; name a folder with --data=DIR.`);
  print(metrics, notes);
}

function some(days: Routing[], quick: boolean): Routing[] {
  return quick ? days.filter((_, index) => index % 7 === 0) : days;
}

const clock = () => performance.now();

/** What the list may take, ms. */
const suggestWithin = 10;

/** By the query that the board asks, one ticket after the other, each of another home. */
async function suggest(context: Context, metrics: Metric[], notes: string[], quick: boolean): Promise<void> {
  const history = quick ? 50_000 : 900_000;
  const ground = await prepare(
    "dispatch",
    { ...context, flags: [...context.flags, "--no-pages"] },
    { history },
  );
  try {
    const { siteId, waiting } = await bigDesk(ground.connection, history / 9);
    const { actor, cookie } = ground.town.dispatchers[0]!;
    const desk = { ...actor, roles: [...actor.roles, { role: "dispatcher" as const, siteId }] };
    const [times, doors] = [[] as number[], [] as number[]];
    for (let round = -1; round < (quick ? 3 : 10); round++)
      for (const ticketId of waiting) {
        const began = clock();
        const { db } = ground.connection;
        const { candidates } = await read(
          boardCandidates,
          { db, actor: desk, now: new Date() },
          { ticketId },
        );
        const took = clock() - began;
        if (candidates.length !== 300) throw new Error(`${candidates.length} of 300 are in the list`);
        if (round >= 0) times.push(took);
      }
    for (const ticketId of waiting) {
      const began = clock();
      const answer = await get(ground.port, "board.candidates", cookie, { ticketId });
      if (answer.status !== 200) throw new Error(`the list was answered with ${answer.status}`);
      doors.push(clock() - began);
    }
    const figures = { ours: percentile(times, 0.5), limit: suggestWithin, n: times.length, control: [1] };
    metrics.push(metric("dispatch", "suggest", "ms", figures, { most: 1 }));
    notes.push(
      `suggest: p95 ${percentile(times, 0.95).toFixed(1)} ms; through the door p50 ${percentile(doors, 0.5).toFixed(1)} ms.`,
    );
  } finally {
    await ground.end();
  }
}

/** What the board's planner has for a desk, ms. */
const planWithin = planSeconds * 1_000;

function mornings(highs: Highs, metrics: Metric[], notes: string[], quick: boolean): void {
  for (const [kind, size] of Object.entries({
    "small desk": { crews: 10, jobs: 30 },
    "busy morning": { crews: 25, jobs: 90 },
    "quiet morning": { crews: 40, jobs: 90 },
    "large company": { crews: 60, jobs: 400 },
    "after the storm": { crews: 100, jobs: 1_000 },
  })) {
    const days: Array<{ ours: number; theirs: number; bound: number | null; took: number; left: number }> =
      [];
    const isLarge = size.jobs > 100;
    for (const seed of quick || isLarge ? seeds.slice(0, isLarge && quick ? 1 : 3) : seeds) {
      const day = generatedDay(seed, size);
      const began = clock();
      const limits = { rounds: 60 * size.jobs, milliseconds: planWithin, clock, random: dice(seed) };
      const { plan, byHand, bound } = planDay(highs, problemOf(day), limits);
      const took = clock() - began;
      const broken = brokenRules(day, plan.routes);
      if (broken > 0) throw new Error(`the plan of day ${seed} breaks ${broken} rules`);
      days.push({ ours: plan.cost, theirs: byHand.cost, bound, took, left: plan.left.length });
    }
    const name = `plan (${kind}: ${size.jobs} jobs, ${size.crews} crews)`;
    const limit = mean(days.map(({ theirs }) => theirs));
    const figures = { ours: mean(days.map(({ ours }) => ours)), limit, n: days.length, control: [1] };
    metrics.push(metric("dispatch", name, "cost", figures, { most: 0.9 }));
    const ratios = days.map(({ ours, theirs }) => ours / theirs);
    const times = days.map(({ took }) => took);
    notes.push(
      `${name}: between ${Math.min(...ratios).toFixed(2)} and ${Math.max(...ratios).toFixed(2)} of one by one; ` +
        `${percentile(times, 0.5).toFixed(0)} ms each, at most ${Math.max(...times).toFixed(0)} ms. ${howNear(days, limit)}`,
    );
  }
}

/** How near the plans are to the best that there can be, and how far below one by one any plan can come. */
function howNear(days: Array<{ ours: number; bound: number | null }>, limit: number): string {
  const bounds = days.flatMap(({ bound }) => (bound === null ? [] : [bound]));
  if (bounds.length < days.length) return "How near to the best is not known.";
  const gaps = days.map(({ ours, bound }) => ours / bound! - 1);
  const proven = gaps.filter((gap) => gap < 1e-6).length;
  return (
    `Proved the best on ${proven} of ${days.length}, the others at most ${(Math.max(...gaps) * 100).toFixed(2)} % above it; ` +
    `no plans can cost less than ${(mean(bounds) / limit).toFixed(3)} of one by one.`
  );
}

function published(name: string, highs: Highs, days: Routing[], metrics: Metric[], notes: string[]): void {
  const gaps: number[] = [];
  let broken = 0;
  for (const [index, day] of days.entries()) {
    const limits = {
      rounds: 60 * day.problem.jobs,
      milliseconds: planWithin,
      clock,
      random: dice(index + 1),
    };
    const { plan } = planDay(highs, day.problem, limits);
    broken += day.broken(plan.routes);
    gaps.push(plan.cost / day.bestKnown);
  }
  if (broken > 0) throw new Error(`${name}: the plans break ${broken} rules`);
  const figures = { ours: mean(gaps), limit: 1, n: gaps.length, control: [1] };
  metrics.push(metric("dispatch", `${name}, to best known`, "cost", figures));
  notes.push(
    `${name}: ${days.length} days, no rule broken, ${((mean(gaps) - 1) * 100).toFixed(1)} % above the best known on the ` +
      `mean, ${((Math.max(...gaps) - 1) * 100).toFixed(1)} % at worst.`,
  );
}
