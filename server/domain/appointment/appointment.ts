import type { Status } from "../ticket/status.ts";
import type { Window } from "./slots.ts";

/** What it is for: the first visit, or another after nobody could get in. */
export type AppointmentWhy = "visit" | "no_access";

/**
 * How it ended: he came, nobody could get in, another time took its place, one side called it off, the ticket ended, or
 * nobody is there for it any more.
 */
export type AppointmentEnd =
  | "kept"
  | "no_access"
  | "changed"
  | "cancelled"
  | "ticket_ended"
  | "technician_changed";

/** As everybody sees it: windows to choose from, or the one that is agreed. */
export type Visit = {
  id: string;
  why: AppointmentWhy;
  /** Those that were offered. */
  windows: Window[];
  /** The agreed one. */
  agreed: Window | null;
  technicianId: string | null;
};

/** Why a visit is called off. */
export const visitOffReasons = ["not_needed", "not_there", "no_time", "later"] as const;
export type VisitOffReason = (typeof visitOffReasons)[number];

/** Somebody holds the work and is not there. */
export const bookable: readonly Status[] = ["dispatched", "accepted", "paused"];

/** Can a time be offered, agreed or moved now? */
export function mayAppoint(status: Status): boolean {
  return bookable.includes(status);
}
