import type { Status } from "./status.ts";

export const verbs = [
  "triage",
  "assign",
  "withdraw",
  "transfer",
  "accept",
  "decline",
  "handBack",
  "depart",
  "arrive",
  "pause",
  "resume",
  "complete",
  "confirm",
  "reopen",
  "cancel",
  "turnDown",
  "settle",
  "merge",
  "unmerge",
  "noAccess",
] as const;
export type Verb = (typeof verbs)[number];

/**
 * The lifecycle: what may happen in each status and where it leads. The server asks it at every write; screens ask it
 * only to know which buttons to offer. Total over Status: a new status does not compile until its row is written.
 */
export const lifecycle: Record<Status, Partial<Record<Verb, Status>>> = {
  received: {
    triage: "triaged",
    assign: "dispatched",
    cancel: "cancelled",
    turnDown: "declined",
    settle: "done",
    merge: "duplicate",
  },
  triaged: {
    triage: "triaged",
    assign: "dispatched",
    cancel: "cancelled",
    turnDown: "declined",
    settle: "done",
    merge: "duplicate",
  },
  dispatched: {
    triage: "dispatched",
    accept: "accepted",
    decline: "triaged",
    withdraw: "triaged",
    transfer: "dispatched",
    cancel: "cancelled",
    merge: "duplicate",
  },
  accepted: {
    triage: "accepted",
    depart: "en_route",
    handBack: "triaged",
    decline: "triaged",
    withdraw: "triaged",
    transfer: "dispatched",
    cancel: "cancelled",
    merge: "duplicate",
  },
  en_route: {
    triage: "en_route",
    arrive: "on_site",
    noAccess: "paused",
    decline: "triaged",
    withdraw: "triaged",
    transfer: "dispatched",
    cancel: "cancelled",
    merge: "duplicate",
  },
  // Whoever has begun may fall ill or go home: the desk takes the job back or hands it on, as it does a paused one.
  on_site: {
    triage: "on_site",
    pause: "paused",
    complete: "done",
    noAccess: "paused",
    withdraw: "triaged",
    transfer: "dispatched",
  },
  paused: { triage: "paused", resume: "on_site", withdraw: "triaged", transfer: "dispatched" },
  done: { confirm: "closed", reopen: "triaged" },
  closed: { reopen: "triaged" },
  cancelled: {},
  declined: {},
  duplicate: { unmerge: "triaged" },
};

/** Where the verb leads from this status, or null when it may not happen now. */
export function next(status: Status, verb: Verb): Status | null {
  return lifecycle[status][verb] ?? null;
}
