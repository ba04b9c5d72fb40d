import type { Day } from "#server/domain/dispatch/dayPlan.ts";

/** The same numbers for the same seed: xorshift, 0 to 1. */
export function dice(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

const trades = 6;
/** What a minute of lateness weighs by urgency, most urgent first, against a minute on the way. */
const weights = [20, 6, 2, 1];
const promised = [20, 60, 240, 480];

/** A morning at a company with several estates: who is where with what in hand, and what waits. Minutes and made-up streets. */
export function generatedDay(seed: number, size: { crews: number; jobs: number }): Day {
  const random = dice(seed);
  const pick = (most: number) => Math.floor(random() * most);
  const estates = Array.from({ length: 4 }, () => ({ x: random() * 60, y: random() * 60 }));
  const points: Array<{ x: number; y: number }> = [];
  const spot = () => {
    const estate = estates[pick(estates.length)]!;
    points.push({ x: estate.x + random() * 8, y: estate.y + random() * 8 });
    return points.length - 1;
  };
  const jobTrades: number[] = [];
  const jobs = Array.from({ length: size.jobs }, (_, n) => {
    const urgency = random() < 0.06 ? 0 : random() < 0.3 ? 1 : random() < 0.75 ? 2 : 3;
    jobTrades.push(pick(trades));
    return {
      id: `job ${n}`,
      location: spot(),
      minutes: 15 + pick(75),
      opensAt: random() < 0.15 ? 30 * pick(10) : 0,
      dueAt: promised[urgency]! * (0.4 + random()),
      weight: weights[urgency]!,
      leftOver: 400 * weights[urgency]!,
    };
  });
  const crews = Array.from({ length: size.crews }, (_, n) => {
    const knows = new Set([pick(trades), pick(trades)]);
    const can = new Set(jobTrades.flatMap((trade, job) => (knows.has(trade) ? [job] : [])));
    const freeAt = random() < 0.4 ? 0 : pick(90);
    return { id: `crew ${n}`, location: spot(), freeAt, endsAt: 480, returns: false, can };
  });
  return {
    jobs,
    crews,
    travel: (a, b) => {
      const [from, to] = [points[a]!, points[b]!];
      return 1 + Math.hypot(from.x - to.x, from.y - to.y);
    },
  };
}

/** How many jobs a plan breaks a rule for; worked out anew, without the product's own cost. */
export function brokenRules(
  day: Day,
  routes: ReadonlyArray<{ crew: number; stops: readonly number[] }>,
): number {
  let broken = 0;
  const seen = new Set<number>();
  for (const { crew, stops } of routes) {
    const who = day.crews[crew]!;
    let [time, at] = [who.freeAt, who.location];
    for (const stop of stops) {
      const job = day.jobs[stop]!;
      if (seen.has(stop) || !who.can.has(stop)) broken += 1;
      seen.add(stop);
      time = Math.max(job.opensAt, time + day.travel(at, job.location));
      if (job.weight === Number.POSITIVE_INFINITY && time > job.dueAt + 1e-6) broken += 1;
      time += job.minutes;
      at = job.location;
    }
    const back = who.returns ? day.travel(at, who.location) : 0;
    if (stops.length > 0 && time + back > who.endsAt + 1e-6) broken += 1;
  }
  return broken;
}
