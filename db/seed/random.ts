/** A repeatable stream of chance: the same seed gives the same demo on every machine. */
export type Random = {
  /** 0 (included) to 1 (excluded). */
  next(): number;
  /** Whole number, both ends included. */
  int(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** One of the entries, as often as its weight says. */
  weighted<T>(from: readonly T[], weight: (item: T) => number): T;
  /** Waiting times: most near the median, a few much longer. `spread` 0.5 is tame, 1 is wild. */
  around(median: number, spread: number): number;
  hex(bytes: number): string;
  /** UUID version 7 of that instant. */
  id(at: number): string;
};

export function randomFrom(seed: number): Random {
  const words = [seed >>> 0, (seed * 0x9e3779b9) >>> 0, 0x243f6a88, 0xb7e15162];
  // sfc32: three words of state and a counter.
  const next32 = () => {
    const [a = 0, b = 0, c = 0, counter = 0] = words;
    const sum = (a + b + counter) | 0;
    words[3] = (counter + 1) | 0;
    words[0] = b ^ (b >>> 9);
    words[1] = (c + (c << 3)) | 0;
    words[2] = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let warm = 0; warm < 16; warm++) next32();
  const next = () => next32() / 4294967296;
  const hex = (bytes: number) => {
    let digits = "";
    while (digits.length < bytes * 2) digits += next32().toString(16).padStart(8, "0");
    return digits.slice(0, bytes * 2);
  };
  return {
    next,
    int: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (probability) => next() < probability,
    pick: (from) => from[Math.floor(next() * from.length)]!,
    weighted(from, weight) {
      let left = next() * from.reduce((sum, item) => sum + weight(item), 0);
      for (const item of from) {
        left -= weight(item);
        if (left < 0) return item;
      }
      return from.at(-1)!;
    },
    around(median, spread) {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return median * Math.exp(spread * normal);
    },
    hex,
    id(at) {
      const time = Math.floor(at).toString(16).padStart(12, "0");
      const tail = hex(9);
      const variant = ((Number.parseInt(tail[3]!, 16) & 0x3) | 0x8).toString(16);
      return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(0, 3)}-${variant}${tail.slice(4, 7)}-${hex(6)}`;
    },
  };
}
