import type { TicketEventType } from "#server/domain/ticket/event.ts";
import type { Status } from "#server/domain/ticket/status.ts";

/** The steps that an owner may still expect, in order. */
export const future = ["assigned", "departed", "arrived", "completed", "confirmed"] as const;
export type Future = (typeof future)[number];

const stepsDone: Record<Status, number | null> = {
  received: 0,
  triaged: 0,
  dispatched: 1,
  accepted: 1,
  en_route: 2,
  on_site: 3,
  paused: 3,
  done: 4,
  closed: null,
  cancelled: null,
  declined: null,
  duplicate: null,
};

/** What is still to come, next thing first; nothing once it has ended. */
export function stepsAhead(status: Status): Future[] {
  const done = stepsDone[status];
  return done === null ? [] : future.slice(done);
}

/** The status that a fact led to, which gives its stitch; facts that change no status take the one before. */
export const statusAfter: Record<TicketEventType, Status | null> = {
  reported: "received",
  triaged: null,
  assigned: "dispatched",
  withdrawn: "triaged",
  transferred: "dispatched",
  accepted: "accepted",
  declined: "triaged",
  departed: "en_route",
  arrived: "on_site",
  paused: "paused",
  resumed: "on_site",
  completed: "done",
  confirmed: "closed",
  reopened: "triaged",
  cancelled: "cancelled",
  turned_down: "declined",
  surveyed: null,
  urged: null,
  followed: null,
  added: null,
  wished: null,
  asked: null,
  joined: null,
  corrected: null,
  contacted: null,
  escalated: null,
  escalation_acknowledged: null,
  alarm_acknowledged: null,
  alarm_shelved: null,
  alarm_unshelved: null,
  handed_back: "triaged",
  settled: "done",
  attached: null,
  detached: null,
  leading: null,
  merged: "duplicate",
  absorbed: null,
  unmerged: "triaged",
  released: null,
  not_one: null,
  offered: null,
  offer_passed: null,
  offers_ended: null,
  parts_used: null,
  parts_back: null,
  parts_short: null,
  parts_settled: null,
  parts_reserved: null,
  parts_ready: null,
  parts_lost: null,
  parts_moved: null,
  parts_left: null,
  quoted: null,
  quote_answered: null,
  repeat_of: null,
  repeat_undone: null,
  no_access: "paused",
  appointment_offered: null,
  appointment_chosen: null,
  appointment_changed: null,
  appointment_cancelled: null,
  link_sent: null,
  recounted: null,
  undone: null,
  kept_away: null,
  let_back: null,
};
