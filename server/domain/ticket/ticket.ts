import type { PlateWords } from "../place/plate.ts";
import type { ClockName } from "../sla/terms.ts";
import type { Status } from "./status.ts";

export const sources = ["portal", "hotline", "qr", "field", "import"] as const;
export type Source = (typeof sources)[number];

export const pauseReasons = ["parts", "no_access", "owner", "quote", "contractor", "weather"] as const;
export type PauseReason = (typeof pauseReasons)[number];

/** Why a pause that nobody held is over: its time came, its allowance is used up, what it waited for is here, or the desk says so. */
export type PauseOver = "back" | "cap" | "here" | "desk";

export const declineReasons = ["busy", "skill", "distance", "tools", "shift_ends", "unwell"] as const;
export type DeclineReason = (typeof declineReasons)[number];

export const withdrawReasons = [
  "mistake",
  "better_fit",
  "more_urgent",
  "no_answer",
  "technician_left",
  "unwell",
] as const;
/** Why work goes from one technician to another without passing the desk. */
export const transferReasons = [
  "better_fit",
  "more_urgent",
  "no_answer",
  "technician_left",
  "unwell",
  "nearer",
] as const;
export type TransferReason = (typeof transferReasons)[number];

/**
 * Those that nobody chooses as well: the ticket waits under another's work now, a record sent it back to the desk, or
 * its technician's shift is over.
 */
export type WithdrawReason =
  | (typeof withdrawReasons)[number]
  | "incident"
  | "duplicate"
  | "kept_away"
  | "shift_ends"
  | "needs_trade"
  | "not_ours"
  | "owner_refused"
  | "no_access";

export const cancelReasons = ["solved_itself", "mistake", "not_wanted", "other_way"] as const;
export type CancelReason = (typeof cancelReasons)[number];

export const turnDownReasons = ["not_ours", "not_a_repair", "owner_own_cost"] as const;
export type TurnDownReason = (typeof turnDownReasons)[number];

export const outcomes = ["solved", "partly", "not_solved", "unconfirmed"] as const;
export type Outcome = (typeof outcomes)[number];

export type UrgencyLevel = 1 | 2 | 3 | 4;

/** A ticket as its events make it; every time is an ISO instant. The board's card is exactly this. */
export type Ticket = {
  id: string;
  siteId: string;
  number: string;
  placeId: string;
  plate: PlateWords;
  faultCode: string;
  source: Source;
  receivedAt: string;
  reportedUrgency: UrgencyLevel;
  urgency: UrgencyLevel;
  status: Status;
  statusSince: string;
  version: number;
  technicianId: string | null;
  assignmentId: string | null;
  declines: number;
  reopens: number;
  /** How often somebody asked where it stays. */
  urges: number;
  photos: number;
  /** Homes known to be hit: the reporter's and those that follow. */
  households: number;
  /** The incident that it belongs to; unless it leads it, it waits under another's work. */
  incidentId: string | null;
  leadsIncident: boolean;
  /** The ticket that it was merged into. */
  duplicateOfId: string | null;
  pauseReason: PauseReason | null;
  outcome: Outcome | null;
  acknowledgeBy: string;
  arriveBy: string;
  contactBy: string | null;
  finishBy: string;
  /** When the next promise breaks if nothing else happens. */
  dueAt: string | null;
  dueClock: ClockName | null;
  /** When a pause is thought to end, and when the time it is allowed is used up. */
  backAt: string | null;
  capAt: string | null;
  doneAt: string | null;
  closedAt: string | null;
};

/** Absolute values after an event; `version` travels beside it. */
export type TicketPatch = Partial<Omit<Ticket, "id" | "siteId" | "version">>;

/** The state after one more event. The first event of a ticket carries the whole of it. */
export function evolve(
  before: Ticket | null,
  event: { ticketId: string | null; siteId: string; ticketVersion: number; patch: TicketPatch },
): Ticket {
  const base = before ?? ({ id: event.ticketId ?? "", siteId: event.siteId } as Ticket);
  return { ...base, ...event.patch, version: event.ticketVersion };
}
