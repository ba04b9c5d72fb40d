/** What a phone says about when something was done, and what is believed of it. Times are ISO instants. */
export type Claim = {
  /** When it was done, where the phone is believed. */
  doneAt?: string;
  /** What the phone said, where it is not. */
  claimedAt?: string;
  /** By how much the phone's time differs from the server's when the word arrived, whole seconds; late is negative. */
  skew: number;
};

/** A phone's clock may run ahead by so many seconds. */
export const mostAhead = 60;
/** A phone may have been without network for so many hours. */
export const mostHours = 24;

/**
 * Bounds a phone's word for when a step was done: never in the future, never before what happened on the ticket before
 * it, never older than a day. What lies outside is kept as a claim and changes nothing.
 */
export function believe(said: string, happenedBefore: string, now: string): Claim {
  const [at, before, current] = [said, happenedBefore, now].map((iso) => Date.parse(iso)) as [
    number,
    number,
    number,
  ];
  const skew = Math.round((at - current) / 1000);
  const ahead = at > current + mostAhead * 1000;
  const old = at < current - mostHours * 3_600_000;
  if (ahead || old || at < before) return { claimedAt: said, skew };
  return { doneAt: new Date(Math.min(at, current)).toISOString(), skew };
}

/** When it was done, for what keeps one time: the phone's word where it is believed, else now. Null: nothing came before it. */
export function doneBy(said: string | undefined, happenedBefore: Date | null, now: Date): Date {
  if (said === undefined) return now;
  const { doneAt } = believe(said, happenedBefore?.toISOString() ?? said, now.toISOString());
  return doneAt === undefined ? now : new Date(doneAt);
}
