import type { PauseReason } from "../ticket/ticket.ts";

/** The four promises: somebody takes it, somebody speaks to the owner, somebody is there, it is finished. */
export const clockNames = ["acknowledge", "contact", "arrive", "finish"] as const;
export type ClockName = (typeof clockNames)[number];

/** Minutes promised; `clock` counts every hour, `working` only the hours of the site's calendar. */
export type ClockTerm = { minutes: number; basis: "clock" | "working" };

/**
 * What a pause for this reason does: the clocks it stops, and for how many minutes of their own time in all, over every
 * pause for the reason; null is without limit. When the allowance is used up the clock runs on, paused or not.
 */
export type PauseTerm = { stops: ClockName[]; capMinutes: number | null };

/** What is promised for one ticket: a policy, resolved. */
export type Terms = { clocks: Record<ClockName, ClockTerm>; pauses: Record<PauseReason, PauseTerm> };

export type Whose = "company" | "owner" | "nobody";

/** Who keeps the work waiting. */
export const whoseWait: Record<PauseReason, Whose> = {
  parts: "company",
  contractor: "company",
  no_access: "owner",
  owner: "owner",
  quote: "owner",
  weather: "nobody",
};
