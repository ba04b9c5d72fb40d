import { costDone, doneAt, type Kind, setsOut, wayOn, workBetween } from "./crewKinds.ts";

/** Minutes that are looked at as one. */
const coarsest = 5;
const slack = 1e-9;

export type Gains = {
  /** No route of this kind costs less, its prizes taken off. */
  least: number;
  /** What all that may follow a job that is done at a time adds, at least; 0 or less, but for the way home. */
  after(job: number, done: number): number;
};

/**
 * The cheapest way on from each job and each step of time, if jobs could be done again and again: so it is never dearer
 * than what a real route could add. `prizes` by position in the day. Where jobs are too short for that, all that could
 * be won at all.
 */
export function gainsAfter(kind: Kind, prizes: Float64Array): Gains {
  const { able, jobs, who, toHome } = kind;
  const step = Math.min(coarsest, ...jobs.map((job) => job.minutes));
  const steps = Math.floor(who.endsAt / step + slack) + 1;
  if (!(step >= 1) || steps < 1) return allPrizes(kind, prizes);
  const size = able.length;
  const gains = new Float64Array(size * steps);
  const arriving = new Float64Array(size * steps);
  const stepOf = (time: number) => Math.max(0, Math.floor(time / step + slack));
  const arrive = (job: number, time: number) => {
    const at = stepOf(time);
    return at < steps ? arriving[job * steps + at]! : Number.POSITIVE_INFINITY;
  };
  const after = (job: number, done: number) => gains[job * steps + stepOf(done)]!;
  const ways = waysOn(kind);
  for (let at = steps - 1; at >= 0; at--) {
    const time = at * step;
    for (let job = 0; job < size; job++) {
      const done = doneAt(kind, job, time);
      const cost = costDone(kind, job, done);
      arriving[job * steps + at] =
        cost === Number.POSITIVE_INFINITY ? cost : cost - prizes[able[job]!]! + after(job, done);
    }
    for (let job = 0; job < size; job++) {
      let best = who.returns ? toHome[job]! : 0;
      for (let to = 0; to < size; to++) {
        const minutes = ways.after[job * size + to]!;
        const index = Math.floor((time + minutes) / step + slack);
        if (index >= steps) continue;
        const gain = ways.way[job * size + to]! + arriving[to * steps + index]!;
        if (gain < best) best = gain;
      }
      gains[job * steps + at] = best;
    }
  }
  let least = 0;
  for (let job = 0; job < size; job++) {
    const { time, way } = setsOut(kind, job);
    least = Math.min(least, way + arrive(job, time));
  }
  return { least, after };
}

function waysOn(kind: Kind): { after: Float64Array; way: Float64Array } {
  const size = kind.able.length;
  const after = new Float64Array(size * size);
  const way = new Float64Array(size * size);
  for (let from = 0; from < size; from++)
    for (let to = 0; to < size; to++) {
      way[from * size + to] = wayOn(kind, from, to);
      after[from * size + to] = way[from * size + to]! + workBetween(kind, from, to);
    }
  return { after, way };
}

function allPrizes({ able }: Kind, prizes: Float64Array): Gains {
  const least = able.reduce((sum, position) => sum - Math.max(0, prizes[position]!), 0);
  return { least, after: () => least };
}
