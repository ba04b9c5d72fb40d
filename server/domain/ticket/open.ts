import type { PlateWords } from "../place/plate.ts";
import type { Promised } from "../sla/promise.ts";
import { localDay } from "../time/day.ts";
import type { Fact } from "./decide.ts";
import type { Source, Ticket, UrgencyLevel } from "./ticket.ts";

/** A report as it comes through any door, after the door has looked up place and fault. */
export type Report = {
  id: string;
  siteId: string;
  number: string;
  placeId: string;
  plate: PlateWords;
  faultCode: string;
  faultUrgency: UrgencyLevel;
  reportedUrgency: UrgencyLevel;
  source: Source;
  receivedAt: string;
  photos: number;
};

/** The desk starts with the graver of what the reporter says and what the fault is; both stay on record. */
export function firstUrgency(reported: UrgencyLevel, ofFault: UrgencyLevel): UrgencyLevel {
  return Math.min(reported, ofFault) as UrgencyLevel;
}

/** The first fact of a ticket; its patch is the whole state. */
export function openTicket(report: Report, promises: Promised): { ticket: Ticket; fact: Fact } {
  const { faultUrgency, ...said } = report;
  const ticket: Ticket = {
    ...said,
    ...promises,
    urgency: firstUrgency(report.reportedUrgency, faultUrgency),
    status: "received",
    statusSince: report.receivedAt,
    version: 1,
    technicianId: null,
    assignmentId: null,
    declines: 0,
    reopens: 0,
    urges: 0,
    households: 1,
    incidentId: null,
    leadsIncident: false,
    duplicateOfId: null,
    pauseReason: null,
    backAt: null,
    outcome: null,
    doneAt: null,
    closedAt: null,
  };
  const { id: _id, siteId: _site, version: _version, ...patch } = ticket;
  return { ticket, fact: { kind: "fact", type: "reported", patch, data: { source: report.source } } };
}

/** `CH-261123-017`: site, local day, and the count of that day; three digits, more when a day needs them. */
export function ticketNumber(siteCode: string, day: string, count: number): string {
  return `${siteCode}-${day.replaceAll("-", "").slice(2)}-${String(count).padStart(3, "0")}`;
}

/** The day whose numbers a report counts in. */
export function numberDay(registeredAt: Date, timeZone: string): string {
  return localDay(registeredAt, timeZone);
}
