import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { Problem } from "#server/domain/dispatch/dayPlan.ts";
import type { Routing } from "./solomon.ts";

type Node = {
  x: number;
  y: number;
  from: number;
  to: number;
  service: number;
  skills: Set<number>;
  tools: Set<number>;
  parts: number[];
};

const line =
  /^(\d+)\s+(-?[\d.]+)\s+(-?[\d.]+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+\[(.*?)\]\s*\[(.*?)\]\s*\[(.*?)\]/;

/**
 * Days of 25 technicians with homes, skills, tools and parts, and 100 requests with windows. Whoever lacks a tool or a
 * part fetches it from the depot once. What counts is how long everybody is out, from leaving home to being back.
 */
export async function technicianDays(folder: string): Promise<Routing[]> {
  const rows = parse(await readFile(join(folder, "best_known.csv"), "utf8"), { columns: true }) as Array<
    Record<string, string>
  >;
  const best = new Map(rows.map((row) => [row.instance, Number(row.recomputed_duration)]));
  const files = (await readdir(folder)).filter((file) => file.endsWith(".txt")).sort();
  return Promise.all(
    files.map(async (file) => {
      const name = file.replace(".txt", "");
      return routing(name, await readFile(join(folder, file), "utf8"), best.get(name) ?? Number.NaN);
    }),
  );
}

function routing(name: string, text: string, bestKnown: number): Routing {
  const nodes = text.split("\n").flatMap((words) => {
    const found = line.exec(words);
    if (!found) return [];
    const list = (at: number) =>
      found[at]!.split(",")
        .filter((word) => word.trim() !== "")
        .map(Number);
    const [x, y, from, to, service] = [2, 3, 4, 5, 6].map((at) => Number(found[at]));
    return [
      { x, y, from, to, service, skills: new Set(list(7)), tools: new Set(list(8)), parts: list(9) } as Node,
    ];
  });
  const [depot, ...rest] = nodes as [Node, ...Node[]];
  const crews = rest.slice(0, 25);
  const jobs = rest.slice(25);
  const way = (a: Node, b: Node) => Math.hypot(a.x - b.x, a.y - b.y);

  /** How long a tour takes at least: it may leave late, but no window may close. Null when one does. */
  function shortest(home: Node, tour: Node[]): number | null {
    let time = 0;
    let waited = 0;
    let slack = Number.POSITIVE_INFINITY;
    let at = home;
    for (const node of tour) {
      time += way(at, node);
      if (time > node.to + 1e-9) return null;
      if (time < node.from) {
        waited += node.from - time;
        time = node.from;
      }
      slack = Math.min(slack, waited + node.to - time);
      time += node.service;
      at = node;
    }
    time += way(at, home);
    if (time > depot.to + 1e-9) return null;
    slack = Math.min(slack, waited + depot.to - time);
    return time - Math.min(waited, slack);
  }
  /** How many jobs he can do with what he has from home: all, or up to the first for which something is missing. */
  function carried(who: Node, tour: Node[]): number {
    const left = [...who.parts];
    for (const [position, job] of tour.entries()) {
      for (const tool of job.tools) if (!who.tools.has(tool)) return position;
      for (const [kind, count] of job.parts.entries()) {
        left[kind] = (left[kind] ?? 0) - count;
        if (left[kind]! < 0) return position;
      }
    }
    return tour.length;
  }
  const stop: Node = { ...depot, service: 0 };

  function cost(crew: number, stops: readonly number[]): number | null {
    if (stops.length === 0) return 0;
    const who = crews[crew]!;
    const tour = stops.map((position) => jobs[position]!);
    if (tour.some((job) => [...job.skills].some((skill) => !who.skills.has(skill)))) return null;
    const enough = carried(who, tour);
    if (enough === tour.length) return shortest(who, tour);
    let best: number | null = null;
    for (let at = 0; at <= enough; at++) {
      const length = shortest(who, [...tour.slice(0, at), stop, ...tour.slice(at)]);
      if (length !== null && (best === null || length < best)) best = length;
    }
    return best;
  }
  const problem: Problem = {
    jobs: jobs.length,
    crews: crews.length,
    cost,
    leftOver: () => 2_000,
    distance: (a, b) => way(jobs[a]!, jobs[b]!) + 0.2 * Math.abs(jobs[a]!.to - jobs[b]!.to),
    order: [...jobs.keys()].sort((a, b) => jobs[a]!.to - jobs[b]!.to || a - b),
  };
  const broken: Routing["broken"] = (routes) => {
    const seen = new Set(routes.flatMap(({ stops }) => stops));
    const twice = routes.reduce((sum, { stops }) => sum + stops.length, 0) - seen.size;
    const impossible = routes.filter(({ crew, stops }) => cost(crew, stops) === null).length;
    return twice + impossible + (jobs.length - seen.size);
  };
  return { name, problem, bestKnown, broken };
}
