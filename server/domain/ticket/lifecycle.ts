import { type Held, isUnheld, type Status } from "./status.ts";

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
  "vacate",
  "endPause",
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

/** How a ticket stands: its status, and of a pause whether it is anybody's. */
export type Standing = Status | "unheld";

/**
 * The lifecycle: what may happen as a ticket stands and where it leads. The server asks it at every write; screens ask it
 * only to know which buttons to offer. Total over Standing: a new status does not compile until its row is written.
 */
export const lifecycle: Record<Standing, Partial<Record<Verb, Status>>> = {
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
  // Taken back, its pause is over; vacated, the pause goes on with nobody holding it.
  paused: {
    triage: "paused",
    resume: "on_site",
    vacate: "paused",
    withdraw: "triaged",
    transfer: "dispatched",
  },
  unheld: {
    triage: "paused",
    assign: "dispatched",
    endPause: "triaged",
    cancel: "cancelled",
    turnDown: "declined",
    settle: "done",
    merge: "duplicate",
  },
  done: { confirm: "closed", reopen: "triaged" },
  closed: { reopen: "triaged" },
  cancelled: {},
  declined: {},
  duplicate: { unmerge: "triaged" },
};

export function standingOf(ticket: Held): Standing {
  return isUnheld(ticket) ? "unheld" : ticket.status;
}

/** Where the verb leads as the ticket stands, or null when it may not happen now. */
export function next(ticket: Held, verb: Verb): Status | null {
  return lifecycle[standingOf(ticket)][verb] ?? null;
}
