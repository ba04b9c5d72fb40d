import { now as clockNow, onClockSet } from "../clock.ts";
import { report } from "../log.ts";
import { onRing } from "../operations/doorbell.ts";

export type Job = { stop(): Promise<void> };

type Round = {
  /** How often, ms. */
  every: number;
  work(now: Date): Promise<unknown>;
  /** What is written down where a round failed; the next one tries again. */
  failed: string;
  /** Also soon after something has happened: bells that ring within so many ms are answered together. */
  gather?: number;
};

/**
 * Does the work at once and then every so often, also when the clock is set. Never twice at a time: whoever asks for it
 * meanwhile gets one more round. `stop` waits for the round under way.
 */
export function startRound({ every, work, failed, gather }: Round): Job {
  let working: Promise<unknown> | null = null;
  let again = false;
  let stopped = false;
  let rung: NodeJS.Timeout | undefined;

  function begin(): void {
    if (working !== null || stopped) return;
    working = work(clockNow())
      .catch((error: unknown) => report(error, failed))
      .finally(() => {
        working = null;
        if (!again) return;
        again = false;
        begin();
      });
  }
  function ask(): void {
    again = working !== null;
    begin();
  }

  const timer = setInterval(begin, every);
  const stopWatching = onClockSet(ask);
  const stopHearing =
    gather !== undefined &&
    onRing(() => {
      rung ??= setTimeout(() => {
        rung = undefined;
        ask();
      }, gather);
    });
  begin();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      clearTimeout(rung);
      stopWatching();
      if (stopHearing) stopHearing();
      await working;
    },
  };
}
