import type { Verb } from "./lifecycle.ts";

/** One fact in a site's stream, in the past tense of its verb. */
export const eventTypes = [
  "reported",
  "triaged",
  "assigned",
  "withdrawn",
  "accepted",
  "declined",
  "departed",
  "arrived",
  "paused",
  "resumed",
  "completed",
  "confirmed",
  "reopened",
  "cancelled",
  "turned_down",
  "surveyed",
  "urged",
  "followed",
  "added",
  "wished",
  "asked",
  "joined",
  "corrected",
  "contacted",
  "escalated",
  "escalation_acknowledged",
] as const;
export type EventType = (typeof eventTypes)[number];

export const eventOfVerb: Record<Verb, EventType> = {
  triage: "triaged",
  assign: "assigned",
  withdraw: "withdrawn",
  accept: "accepted",
  decline: "declined",
  depart: "departed",
  arrive: "arrived",
  pause: "paused",
  resume: "resumed",
  complete: "completed",
  confirm: "confirmed",
  reopen: "reopened",
  cancel: "cancelled",
  turnDown: "turned_down",
};
