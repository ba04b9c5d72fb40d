import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Day, type Problem, problemOf } from "#server/domain/dispatch/dayPlan.ts";

export type Routing = {
  name: string;
  problem: Problem;
  /** The shortest distance that anybody has found. */
  bestKnown: number;
  broken(routes: ReadonlyArray<{ crew: number; stops: readonly number[] }>): number;
};

/** The classical routing days with time windows: 100 customers, 25 vehicles that carry 200, distance alone counts. */
export async function solomonDays(folder: string): Promise<Routing[]> {
  const best = new Map<string, number>();
  for (const line of (await readFile(join(folder, "solomon-100-minD.sol"), "utf8")).split("\n")) {
    const found = /^(\w+) = ([\d.]+)/.exec(line.trim());
    if (found) best.set(found[1]!, Number(found[2]));
  }
  const files = (await readdir(folder)).filter((file) => /^(C|R|RC)1\d\d\.txt$/.test(file)).sort();
  return Promise.all(
    files.map(async (file) => {
      const name = file.replace(".txt", "");
      return routing(name, await readFile(join(folder, file), "utf8"), best.get(name) ?? Number.NaN);
    }),
  );
}

function routing(name: string, text: string, bestKnown: number): Routing {
  const figures = text.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  const [vehicles, capacity] = figures.find((row) => row.length === 2 && row.every(Number.isFinite)) as [
    number,
    number,
  ];
  const [depot, ...customers] = figures.filter((row) => row.length === 7 && row.every(Number.isFinite));
  const points = [...customers, depot!].map((row) => ({ x: row[1]!, y: row[2]! }));
  const demand = customers.map((row) => row[3]!);
  const day: Day = {
    jobs: customers.map((row, location) => ({
      id: String(row[0]),
      location,
      minutes: row[6]!,
      opensAt: row[4]!,
      dueAt: row[5]!,
      weight: Number.POSITIVE_INFINITY,
      leftOver: 1_000,
    })),
    crews: Array.from({ length: vehicles }, (_, n) => ({
      id: `vehicle ${n}`,
      location: customers.length,
      freeAt: 0,
      endsAt: depot![5]!,
      returns: true,
      can: new Set(customers.keys()),
    })),
    travel: (a, b) => Math.hypot(points[a]!.x - points[b]!.x, points[a]!.y - points[b]!.y),
  };
  const plain = problemOf(day);
  const load = (stops: readonly number[]) => stops.reduce((sum, stop) => sum + demand[stop]!, 0);
  const problem: Problem = {
    ...plain,
    cost: (crew, stops) => (load(stops) > capacity ? null : plain.cost(crew, stops)),
  };
  return {
    name,
    problem,
    bestKnown,
    broken: (routes) =>
      brokenWindows(day, routes) + routes.filter(({ stops }) => load(stops) > capacity).length,
  };
}

function brokenWindows(day: Day, routes: ReadonlyArray<{ crew: number; stops: readonly number[] }>): number {
  const seen = new Set<number>();
  let broken = 0;
  for (const { crew, stops } of routes) {
    const { location, endsAt } = day.crews[crew]!;
    let [time, at] = [0, location];
    for (const stop of stops) {
      const job = day.jobs[stop]!;
      if (seen.has(stop)) broken += 1;
      seen.add(stop);
      time = Math.max(job.opensAt, time + day.travel(at, job.location));
      if (time > job.dueAt + 1e-6) broken += 1;
      time += job.minutes;
      at = job.location;
    }
    if (time + day.travel(at, location) > endsAt + 1e-6) broken += 1;
  }
  return broken + (day.jobs.length - seen.size);
}
