import type { Freshness, LiveState } from "./connection.ts";

/** A link that is back sooner than this, ms, was not lost for anybody who looks. */
export const settles = 2_000;

/**
 * What a page says of its link: offline only once that lasts, and never live while it is not. `now` in ms, by the clock of
 * `since`.
 */
export function shownState({ state, since }: Pick<Freshness, "state" | "since">, now: number): Shown {
  if (since === "") return "connecting";
  return state === "offline" && now - Date.parse(since) < settles ? "connecting" : state;
}

export type Shown = LiveState | "connecting";
