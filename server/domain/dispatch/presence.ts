import { joined, type Span } from "./shifts.ts";

/** Whether a technician is there, as he or the desk says; his shift says the rest. */
export const presences = ["on", "break", "off", "ill"] as const;
export type Presence = (typeof presences)[number];

/** Why somebody is not there. */
export const awayReasons = {
  break: ["meal", "rest", "errand"],
  off: ["shift_done", "called_away", "private"],
  ill: ["unwell", "hurt"],
} as const;
export type AwayReason = (typeof awayReasons)[keyof typeof awayReasons][number];

/** Is this a reason for that? At work needs none. */
export function fitsPresence(presence: Presence, reason: AwayReason | undefined): boolean {
  if (presence === "on") return reason === undefined;
  return reason !== undefined && (awayReasons[presence] as readonly AwayReason[]).includes(reason);
}

/** He will not come back to his work today: what he does not come back for is the desk's again. A break is not that. */
export function leaves(presence: Presence): presence is "off" | "ill" {
  return presence === "off" || presence === "ill";
}

/** Said so soon before a shift it is about that shift: he will not come, ms. */
const sameDay = 4 * 3_600_000;

/**
 * When what was said ends by itself: as the next stretch of his shifts begins, ms; null where none is planned. Who is
 * ill stays so until somebody says otherwise. "Off" that is said at home shortly before work is about the stretch that
 * comes and ends with the one after it, unless it says that a shift is done.
 */
export function endsBy(
  said: { presence: Exclude<Presence, "on">; reason: AwayReason; since: number },
  shifts: readonly Span[],
): number | null {
  if (said.presence === "ill") return null;
  const stretches = joined(shifts);
  const [next, after] = stretches.filter((span) => span.from > said.since);
  const atWork = stretches.some((span) => span.from <= said.since && span.until > said.since);
  const ahead = said.presence === "off" && said.reason !== "shift_done" && !atWork;
  const about = ahead && next !== undefined && next.from - said.since <= sameDay;
  return (about ? after : next)?.from ?? null;
}
