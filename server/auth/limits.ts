import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";

/** How often one key may try, per span of seconds. Counted per process: a flood brake, not the last line of defence. */
const limits = {
  password: { points: 10, duration: 15 * 60 },
  code: { points: 15, duration: 3600 },
  /** One-time codes and links asked for from one address, to whatever numbers. */
  requestCode: { points: 60, duration: 3600 },
  /** A page of the technician with all that it asks for by itself is fifteen. */
  call: { points: 1200, duration: 60 },
  /** What somebody types who is not signed in. */
  typing: { points: 90, duration: 60 },
  phone: { points: 1200, duration: 60 },
  /** Phone events whose signature is not right, from one address. */
  unsigned: { points: 60, duration: 60 },
  announce: { points: 240, duration: 3600 },
  photo: { points: 60, duration: 3600 },
} as const;
export type Limit = keyof typeof limits;

const slot = Symbol.for("mendline.limits");
const shared = globalThis as unknown as Record<symbol, Partial<Record<Limit, RateLimiterMemory>> | undefined>;

/** Spends one try; answers the seconds to wait when there are none left, 0 when it may go on. */
export async function spend(limit: Limit, key: string, points = 1): Promise<number> {
  shared[slot] ??= {};
  shared[slot][limit] ??= new RateLimiterMemory({ ...limits[limit], keyPrefix: limit });
  try {
    await shared[slot][limit].consume(key, points);
    return 0;
  } catch (refused) {
    return Math.max(1, Math.ceil((refused as RateLimiterRes).msBeforeNext / 1000));
  }
}

/** Gives one try back: it was a right one, and only wrong ones count. */
export async function giveBack(limit: Limit, key: string): Promise<void> {
  await shared[slot]?.[limit]?.reward(key, 1);
}
