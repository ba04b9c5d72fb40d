import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

type Profile = {
  nodes: Array<{ id: number; callFrame: { functionName: string; url: string; lineNumber: number } }>;
  samples: number[];
  timeDeltas: number[];
};

/** Node's options that make a process write what it spent its time on into `folder`. */
export function profiling(folder: string): string[] {
  return ["--cpu-prof", `--cpu-prof-dir=${folder}`, "--cpu-prof-interval=500"];
}

/** Where the newest profile's time went, by package or part of the product, then by function; idle time left out. */
export async function whereTimeWent(folder: string): Promise<string[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".cpuprofile")).sort();
  const newest = files.at(-1);
  if (newest === undefined) return ["no profile was written"];
  const profile = JSON.parse(await readFile(join(folder, newest), "utf8")) as Profile;
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const [parts, functions] = [new Map<string, number>(), new Map<string, number>()];
  let all = 0;
  for (const [index, id] of profile.samples.entries()) {
    const frame = frames.get(id)!;
    if (frame.functionName === "(idle)" || frame.functionName === "(program)") continue;
    const time = profile.timeDeltas[index] ?? 0;
    all += time;
    const part = partOf(frame.url, frame.functionName);
    parts.set(part, (parts.get(part) ?? 0) + time);
    const name = `${frame.functionName || "(anonymous)"}  ${part}:${frame.lineNumber + 1}`;
    functions.set(name, (functions.get(name) ?? 0) + time);
  }
  const top = (of: Map<string, number>, count: number) =>
    [...of]
      .sort((a, b) => b[1] - a[1])
      .slice(0, count)
      .map(([name, time]) => `${((time / all) * 100).toFixed(1).padStart(5)} %  ${name}`);
  return [`server time by part (${newest}):`, ...top(parts, 14), "by function:", ...top(functions, 20)];
}

function partOf(url: string, name: string): string {
  const packageName = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (packageName) return packageName;
  const own = /\/(server|db|bench)\/(.+)$/.exec(url);
  if (own) return `${own[1]}/${own[2]}`;
  return url === "" ? name : url;
}
