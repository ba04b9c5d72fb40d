import { costDone, doneAt, type Kind, setsOut, wayOn, workBetween } from "./crewKinds.ts";
import { type Gains, gainsAfter } from "./gainsAfter.ts";

export type Wish = {
  /** What doing each job is worth, by position in the day. */
  prizes: Float64Array;
  /** Wanted are routes that cost less than this when their prizes are taken off. */
  below: number;
  /**
   * `quick`: of two routes that end at the same job the later and dearer one is dropped, whatever else they did. `sure`:
   * only where it can be in no cheaper plan. `all`: of every set of jobs that is below, its cheapest order.
   */
  how: "quick" | "sure" | "all";
  /** Steps after which it gives up. */
  most: number;
  /** Routes that are enough. */
  enough: number;
  /** Time is up. */
  isOver(): boolean;
};

export type Priced = {
  /** Orders of jobs by position in the day, those that are worth most first. */
  found: number[][];
  /** No route of this kind costs less when its prizes are taken off. */
  least: number;
  /** Nothing was given up or left out. */
  finished: boolean;
};

/** Jobs near each that a route remembers at first, so that it does not come back to it. */
const remembered = 10;
/** With more jobs than this a quick look does without knowing what may follow. */
const mostForGains = 120;
const slack = 1e-9;

/** The routes of one kind of crew that are worth most. It keeps what it learned from one call to the next. */
export function pricerOf(kind: Kind): (wish: Wish) => Priced {
  const { able } = kind;
  const keeps = nearMemory(kind);
  return (wish) => {
    const isQuick = wish.how === "quick" && able.length > mostForGains;
    const gains = isQuick ? null : gainsAfter(kind, wish.prizes);
    const least = gains?.least ?? Number.NEGATIVE_INFINITY;
    if (able.length === 0 || least >= wish.below)
      return { found: [], least: Math.min(0, least), finished: true };
    for (;;) {
      const labels = labelled(kind, wish, gains, keeps);
      if (!labels.finished && wish.how !== "quick") return { found: [], least, finished: false };
      const found = new Map<string, number[]>();
      let forgot = false;
      for (const label of labels.good) {
        if (found.size >= wish.enough) break;
        const stops = labels.stopsOf(label);
        const jobs = new Set(stops);
        if (jobs.size < stops.length) {
          rememberAll(keeps, stops);
          forgot = true;
          continue;
        }
        const name = wish.how === "all" ? stops.toSorted((a, b) => a - b).join() : stops.join();
        if (!found.has(name))
          found.set(
            name,
            stops.map((job) => able[job]!),
          );
      }
      if (found.size === 0 && forgot) continue;
      const best = wish.how === "sure" ? Math.min(wish.below, labels.best) : least;
      return {
        found: [...found.values()],
        least: Math.max(least, best),
        finished: labels.finished && found.size < wish.enough,
      };
    }
  };
}

/** For each job as bits the jobs at which a route still knows that it has done it. */
type Memory = { bits: Int32Array; words: number };

function nearMemory({ jobs, way }: Kind): Memory {
  const words = Math.max(1, Math.ceil(jobs.length / 32));
  const bits = new Int32Array(jobs.length * words);
  const all = [...jobs.keys()];
  for (const at of all) {
    const near = all.toSorted((a, b) => way(at, a) - way(at, b)).slice(0, remembered);
    for (const other of [at, ...near]) setBit(bits, at * words, other);
  }
  return { bits, words };
}

/** A route came back to a job that it had forgotten: every job on that round trip knows it from now on. */
function rememberAll({ bits, words }: Memory, stops: number[]): void {
  for (const [from, job] of stops.entries()) {
    const until = stops.indexOf(job, from + 1);
    if (until > 0) for (const stop of stops.slice(from, until + 1)) setBit(bits, stop * words, job);
  }
}

/**
 * Goes on, in the order of time, from every route that may still become one that is wanted. A label is a route so far:
 * where it ends, when, what it costs less its prizes, what it carries and which jobs it knows it has done.
 */
function labelled(kind: Kind, wish: Wish, gains: Gains | null, keeps: Memory) {
  const { able, jobs, who, toHome } = kind;
  const { prizes, below, how, most, isOver } = wish;
  const { words } = keeps;
  const size = able.length;
  const room = who.room ?? Number.POSITIVE_INFINITY;
  const ends: number[] = [];
  const parents: number[] = [];
  const times: number[] = [];
  const costs: number[] = [];
  const loads: number[] = [];
  const bits: number[] = [];
  const gone: boolean[] = [];
  const good: number[] = [];
  const byMinute: number[][] = [];
  /** Labels that are compared with each other. */
  const rivals = new Map<number | string, number[]>();
  const next = new Int32Array(words);
  let [tried, looked] = [0, 0];

  const worthOf = (label: number) => costs[label]! + (who.returns ? toHome[ends[label]!]! : 0);

  function goTo(job: number, from: number, time: number, cost: number, load: number): void {
    tried += 1;
    const done = doneAt(kind, job, time);
    const sum = cost + costDone(kind, job, done) - prizes[able[job]!]!;
    const total = load + (jobs[job]!.load ?? 0);
    if (!(sum < Number.POSITIVE_INFINITY) || total > room) return;
    if (gains !== null && sum + gains.after(job, done) >= below) return;
    for (let word = 0; word < words; word++) {
      const before = from < 0 ? 0 : bits[from * words + word]!;
      next[word] = how === "sure" ? before & keeps.bits[job * words + word]! : before;
    }
    setBit(next, 0, job);
    const place = placeAmong(job, done, sum, total);
    if (place === null) return;
    const label = ends.length;
    ends.push(job);
    parents.push(from);
    times.push(done);
    costs.push(sum);
    loads.push(total);
    gone.push(false);
    for (let word = 0; word < words; word++) bits.push(next[word]!);
    rivalsOf(job).splice(place, 0, label);
    const minute = Math.max(0, Math.floor(done));
    byMinute[minute] ??= [];
    byMinute[minute].push(label);
    if (worthOf(label) < below) good.push(label);
  }
  function rivalsOf(job: number): number[] {
    const name = how === "all" ? `${job},${next.join()}` : job;
    const known = rivals.get(name) ?? [];
    if (known.length === 0) rivals.set(name, known);
    return known;
  }
  /**
   * Its place among the routes that end here, the cheapest first; null where one of them is at least as good in
   * everything. Those that are beaten by it are gone.
   */
  function placeAmong(job: number, time: number, cost: number, load: number): number | null {
    const known = rivalsOf(job);
    let at = 0;
    for (; at < known.length; at++) {
      const other = known[at]!;
      if (costs[other]! > cost + slack) break;
      if (times[other]! <= time + slack && loads[other]! <= load && didOnly(other, bits, next)) return null;
    }
    let kept = at;
    for (let after = at; after < known.length; after++) {
      const other = known[after]!;
      if (time <= times[other]! && load <= loads[other]! && didOnly(other, next, bits)) gone[other] = true;
      else known[kept++] = other;
    }
    known.length = kept;
    return at;
  }
  /** Has the label done nothing that `next` has not; with the two changed over, the other way round. */
  function didOnly(label: number, one: ArrayLike<number>, than: ArrayLike<number>): boolean {
    if (how !== "sure") return true;
    for (let word = 0; word < words; word++) {
      const mine = one[one === next ? word : label * words + word]!;
      const his = than[than === next ? word : label * words + word]!;
      if ((mine & ~his) !== 0) return false;
    }
    return true;
  }

  for (let job = 0; job < size; job++) {
    const { time, way } = setsOut(kind, job);
    goTo(job, -1, time, way, 0);
  }
  for (let minute = 0; minute < byMinute.length && tried <= most; minute++) {
    // Jobs that take no time add to the list that is gone through.
    for (const label of byMinute[minute] ?? []) {
      if (gone[label]) continue;
      if (tried > most) break;
      looked += 1;
      if (looked % 512 === 0 && isOver()) {
        tried = most + 1;
        break;
      }
      for (let job = 0; job < size; job++) {
        if (hasBit(bits, label * words, job)) continue;
        const way = wayOn(kind, ends[label]!, job);
        if (way === Number.POSITIVE_INFINITY) continue;
        const time = times[label]! + way + workBetween(kind, ends[label]!, job);
        goTo(job, label, time, costs[label]! + way, loads[label]!);
      }
    }
  }
  const stopsOf = (label: number): number[] => {
    const stops: number[] = [];
    for (let at = label; at >= 0; at = parents[at]!) stops.push(ends[at]!);
    return stops.reverse();
  };
  const left = good.filter((label) => !gone[label]).sort((a, b) => worthOf(a) - worthOf(b));
  return {
    good: left,
    best: left.length === 0 ? Number.POSITIVE_INFINITY : worthOf(left[0]!),
    stopsOf,
    finished: tried <= most,
  };
}

function setBit(bits: Int32Array, from: number, at: number): void {
  bits[from + (at >> 5)]! |= 1 << (at & 31);
}

function hasBit(bits: ArrayLike<number>, from: number, at: number): boolean {
  return (bits[from + (at >> 5)]! & (1 << (at & 31))) !== 0;
}
