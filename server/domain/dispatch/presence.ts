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

/** He will not come back to his work today: what he has not begun is the desk's again. A break is not that. */
export function leaves(presence: Presence): presence is "off" | "ill" {
  return presence === "off" || presence === "ill";
}
