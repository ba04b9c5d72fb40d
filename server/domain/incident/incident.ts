import { type Refusal, refuse } from "../refusal.ts";
import type { ScopeKind } from "./scope.ts";

export const incidentKinds = ["fault", "planned"] as const;
export type IncidentKind = (typeof incidentKinds)[number];

export const incidentStatuses = ["open", "asking", "closed", "cancelled", "merged"] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];

/** How a household came to be counted. */
export const householdVias = ["report", "follow", "call", "plan"] as const;
export type HouseholdVia = (typeof householdVias)[number];

export const incidentVerbs = ["update", "fix", "close", "cancel", "merge", "absorb", "unmerge"] as const;
export type IncidentVerb = (typeof incidentVerbs)[number];

/**
 * The lifecycle of an incident. `asking`: it is fixed, and each household is asked whether it is back.
 * `merged`: it ended in another one, which took in what it had. Total over its
 * statuses, and asked by the server at every write.
 */
export const incidentLifecycle: Record<IncidentStatus, Partial<Record<IncidentVerb, IncidentStatus>>> = {
  open: { update: "open", fix: "asking", cancel: "cancelled", merge: "merged", absorb: "open" },
  asking: { update: "asking", close: "closed" },
  closed: {},
  cancelled: {},
  merged: { unmerge: "open" },
};

/** Where the verb leads, or the refusal that it may not happen now. */
export function nextIncident(status: IncidentStatus, verb: IncidentVerb): IncidentStatus | Refusal {
  return incidentLifecycle[status][verb] ?? refuse("STATE", { params: { status } });
}

/** Still on the board. */
export function isRunning(status: IncidentStatus): boolean {
  return status === "open" || status === "asking";
}

/** Refuses a desk that has not seen the newest of it. One more household is nothing to be seen first. */
export function seenIncident(version: number, seen: number): Refusal | null {
  return version === seen ? null : refuse("STALE");
}

/** `CH-261123-E02`: site, local day, and the count of that day. */
export function incidentNumber(siteCode: string, day: string, count: number): string {
  return `${siteCode}-${day.replaceAll("-", "").slice(2)}-E${String(count).padStart(2, "0")}`;
}

/** The counter of a day's incidents lies beside that of its tickets, under another name. */
export function incidentDay(day: string): string {
  return `E${day}`;
}

/** The incident's columns after a fact, as the stream keeps them: absolute values, no words. */
export type IncidentState = {
  number: string;
  kind: IncidentKind;
  status: IncidentStatus;
  scope: ScopeKind;
  faultCode: string;
  urgency: number;
  households: number;
  leadTicketId: string | null;
  startsAt: string;
  expectedUntil: string | null;
};

export const incidentEvents = [
  "incident_opened",
  "incident_counted",
  "incident_updated",
  "incident_fixed",
  "incident_answered",
  "incident_closed",
  "incident_cancelled",
  "incident_merged",
  "incident_absorbed",
  "incident_unmerged",
  "incident_released",
] as const;
export type IncidentEvent = (typeof incidentEvents)[number];
