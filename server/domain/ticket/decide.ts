import type { NoAccessReason } from "../appointment/noAccess.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { addMinutes } from "../time/day.ts";
import { eventOfVerb, type TicketEventType } from "./event.ts";
import { next } from "./lifecycle.ts";
import { isUnheld } from "./status.ts";
import type {
  CancelReason,
  DeclineReason,
  Outcome,
  PauseOver,
  PauseReason,
  Ticket,
  TicketPatch,
  TransferReason,
  TurnDownReason,
  UrgencyLevel,
  WithdrawReason,
} from "./ticket.ts";

/** What somebody wants done to a ticket, with everything the decision needs besides the ticket and the time. */
export type Command =
  | { verb: "triage"; urgency: UrgencyLevel; faultCode: string }
  | { verb: "assign"; technicianId: string; assignmentId: string; byLead: boolean }
  /** Nobody holds it any more; vacated, its pause goes on. */
  | { verb: "withdraw" | "vacate"; reason: WithdrawReason }
  /** It can go on, and waits for somebody to be sent. */
  | { verb: "endPause"; reason: PauseOver }
  | { verb: "transfer"; toId: string; assignmentId: string; byLead: boolean; reason: TransferReason }
  | { verb: "accept" | "handBack" | "depart" | "arrive" | "resume"; technicianId: string }
  | { verb: "decline"; technicianId: string; reason: DeclineReason }
  | { verb: "pause"; technicianId: string; reason: PauseReason; backAt?: string | undefined }
  | { verb: "complete"; technicianId: string; photos: number }
  | { verb: "confirm"; outcome: Extract<Outcome, "solved" | "unconfirmed"> }
  | { verb: "reopen"; outcome: Extract<Outcome, "partly" | "not_solved"> }
  | { verb: "cancel"; reason: CancelReason }
  | { verb: "turnDown"; reason: TurnDownReason }
  /** The incident that it waited under is fixed: the work on it is done elsewhere. */
  | { verb: "settle" }
  | { verb: "merge"; intoId: string }
  /** He stood at the door and could not begin. */
  | { verb: "noAccess"; technicianId: string; reason: NoAccessReason; photos: number }
  /** Back to where it stood before it was merged. */
  | { verb: "unmerge"; to: "received" | "triaged" };

/**
 * A decided fact: its type, the ticket columns it sets, and the codes worth keeping. What it does to the promises is
 * the clocks' to say (sla/promise.ts).
 */
export type Fact = {
  kind: "fact";
  type: TicketEventType;
  patch: TicketPatch;
  data: Record<string, string | number>;
};

/** Days after completion in which "not solved" brings the same ticket back. */
export const warrantyDays = 7;
/** After so many declines only a lead or manager may dispatch. */
export const declinesBeforeLead = 2;
/** Nobody else may send it, neither the desk nor a machine. */
export function leadMustRule({ declines }: Pick<Ticket, "declines">): boolean {
  return declines >= declinesBeforeLead;
}
/** Accepted by mistake, a job can be handed back for so many minutes, without a reason and without counting as a decline. */
export const handBackMinutes = 2;

/** Until when an accepted job can still be handed back; null when it is not accepted. */
export function handBackUntil({
  status,
  statusSince,
}: Pick<Ticket, "status" | "statusSince">): string | null {
  return status === "accepted" ? addMinutes(statusSince, handBackMinutes) : null;
}

/**
 * Decides one command on one ticket at one moment. Pure: the same three always give the same fact or refusal.
 * Refusals: TICKET_TAKEN, STATE (params.status), NOT_YOURS_NOW, TOO_LATE (params.minutes), LEAD_MUST_RULE.
 */
export function decide(ticket: Ticket, command: Command, now: string): Fact | Refusal {
  const led = next(ticket, command.verb);
  const to = led !== null && command.verb === "unmerge" ? command.to : led;
  const taken =
    (command.verb === "assign" && ticket.technicianId !== null) ||
    (command.verb === "transfer" && ticket.technicianId === command.toId);
  if (taken) return refuse("TICKET_TAKEN");
  const step = "technicianId" in command && command.verb !== "assign";
  // Not his now, whatever it has come to: that says more than that this step does not fit.
  if (
    step &&
    ticket.technicianId !== command.technicianId &&
    (ticket.technicianId !== null || isUnheld(ticket))
  )
    return refuse("NOT_YOURS_NOW");
  if (to === null) return refuse("STATE", { params: { status: ticket.status } });
  if (command.verb === "assign" && ticket.incidentId !== null && !ticket.leadsIncident)
    return refuse("IN_INCIDENT");
  if (step && ticket.technicianId !== command.technicianId) return refuse("NOT_YOURS_NOW");
  if (command.verb === "handBack" && now > (handBackUntil(ticket) ?? "")) {
    return refuse("TOO_LATE", { params: { minutes: handBackMinutes } });
  }
  const sends = command.verb === "assign" || command.verb === "transfer";
  if (sends && leadMustRule(ticket) && !command.byLead) return refuse("LEAD_MUST_RULE");
  if (
    command.verb === "reopen" &&
    ticket.doneAt !== null &&
    now > addMinutes(ticket.doneAt, warrantyDays * 1440)
  ) {
    return refuse("STATE", { params: { status: ticket.status } });
  }
  const { patch, data } = effect(ticket, command, now);
  // Moved to another who has yet to answer, it begins to wait for him.
  const stays = to === ticket.status && command.verb !== "transfer";
  return {
    kind: "fact",
    type: eventOfVerb[command.verb],
    patch: { ...patch, status: to, ...(stays ? {} : { statusSince: now }) },
    data,
  };
}

const nobody = { technicianId: null, assignmentId: null } satisfies TicketPatch;
const noPause = { pauseReason: null, backAt: null } satisfies TicketPatch;

function effect(ticket: Ticket, command: Command, now: string): Pick<Fact, "patch" | "data"> {
  switch (command.verb) {
    case "triage":
      return {
        patch: { urgency: command.urgency, faultCode: command.faultCode },
        data: { urgencyBefore: ticket.urgency, faultBefore: ticket.faultCode },
      };
    case "assign":
      return {
        patch: { technicianId: command.technicianId, assignmentId: command.assignmentId, ...noPause },
        data: { technicianId: command.technicianId },
      };
    case "withdraw":
      return {
        patch: { ...nobody, ...noPause },
        data: { reason: command.reason, technicianId: ticket.technicianId ?? "" },
      };
    case "vacate":
      return { patch: nobody, data: { reason: command.reason, technicianId: ticket.technicianId ?? "" } };
    case "endPause":
      return { patch: noPause, data: { reason: command.reason, paused: ticket.pauseReason ?? "" } };
    case "transfer":
      return {
        patch: { technicianId: command.toId, assignmentId: command.assignmentId, ...noPause },
        data: { reason: command.reason, technicianId: command.toId, fromId: ticket.technicianId ?? "" },
      };
    case "decline":
      return {
        patch: { ...nobody, declines: ticket.declines + 1 },
        data: { reason: command.reason, technicianId: command.technicianId },
      };
    case "handBack":
      return { patch: nobody, data: { technicianId: command.technicianId } };
    case "accept":
    case "depart":
    case "arrive":
      return { patch: {}, data: { technicianId: command.technicianId } };
    case "pause":
      return {
        patch: { pauseReason: command.reason, backAt: command.backAt ?? null },
        data: { reason: command.reason, technicianId: command.technicianId },
      };
    case "resume":
      return {
        patch: noPause,
        data: { technicianId: command.technicianId },
      };
    case "noAccess":
      return {
        patch: { pauseReason: "no_access", backAt: null, photos: ticket.photos + command.photos },
        data: { reason: command.reason, technicianId: command.technicianId },
      };
    case "complete":
      return {
        patch: { doneAt: now, photos: ticket.photos + command.photos },
        data: { technicianId: command.technicianId },
      };
    case "confirm":
      return { patch: { outcome: command.outcome, closedAt: now }, data: { outcome: command.outcome } };
    case "reopen":
      return {
        patch: {
          ...nobody,
          outcome: command.outcome,
          reopens: ticket.reopens + 1,
          declines: 0,
          doneAt: null,
          closedAt: null,
        },
        data: { outcome: command.outcome, technicianId: ticket.technicianId ?? "" },
      };
    case "cancel":
      return { patch: { ...nobody, ...noPause, closedAt: now }, data: { reason: command.reason } };
    case "turnDown":
      return { patch: { ...noPause, closedAt: now }, data: { reason: command.reason } };
    case "settle":
      return { patch: { ...noPause, doneAt: now }, data: {} };
    case "merge":
      return {
        patch: { ...nobody, ...noPause, duplicateOfId: command.intoId, closedAt: now },
        data: { intoId: command.intoId, statusBefore: ticket.status },
      };
    case "unmerge":
      return {
        patch: { duplicateOfId: null, closedAt: null },
        data: { intoId: ticket.duplicateOfId ?? "" },
      };
  }
}
