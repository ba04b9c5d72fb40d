/** The first visit of one repair and what came after it. */
export type FirstVisit = { result: string; reopens: number; returns: number };

/** Fixed the first time: the first visit fixed it, the owner did not send it back, and it did not return in its warranty. */
export function fixedFirstTime({ result, reopens, returns }: FirstVisit): boolean {
  return result === "fixed" && reopens === 0 && returns === 0;
}

/** Below so many repairs a share says nothing of anybody. */
export const fewRepairs = 10;

/** Whole per cent, null of none. */
export function rate(fixed: number, repairs: number): number | null {
  return repairs === 0 ? null : Math.round((100 * fixed) / repairs);
}

/** By what it is counted. */
export const rateBy = ["technician", "fault", "site"] as const;
