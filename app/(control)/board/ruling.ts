import type { Ticket, UrgencyLevel } from "#server/domain/ticket/ticket.ts";
import type { Fault } from "./desk.ts";
import type { Kept } from "./useKept.ts";

export const scopes = ["home", "riser", "building", "site"] as const;
export type Ruling = { faultCode: string; urgency: UrgencyLevel; scope: (typeof scopes)[number] };

/** Surer than this a proposal has to be before it stands in the place of what the reporter chose. */
const sure = 0.5;
/** What reporters choose who did not find their fault. */
const unsaid = "other";

/**
 * What the form begins with. A new ticket begins with the proposal where it is sure, or where the reporter found no
 * fault; an emergency that somebody reported stays one until a person says otherwise. A ticket that was ruled on begins
 * with that ruling.
 */
export function prefilled(
  ticket: Ticket,
  kept: Kept | null,
  faults: ReadonlyMap<string, Pick<Fault, "scope">>,
): Ruling {
  const scopeOf = (code: string) => faults.get(code)?.scope ?? "home";
  const now = { faultCode: ticket.faultCode, urgency: ticket.urgency };
  if (kept?.decided) return { ...now, scope: kept.decided.scope ?? scopeOf(ticket.faultCode) };
  const first = ticket.status === "received" ? kept?.faults[0] : undefined;
  const same = kept?.faults.find(({ faultCode }) => faultCode === ticket.faultCode);
  const taken =
    first && (first.confidence >= sure || ticket.faultCode === unsaid) && faults.has(first.faultCode)
      ? first
      : ticket.status === "received"
        ? same
        : undefined;
  if (taken === undefined) return { ...now, scope: same?.scope ?? scopeOf(ticket.faultCode) };
  const urgency = ticket.reportedUrgency === 1 ? 1 : taken.urgency;
  return { faultCode: taken.faultCode, urgency, scope: taken.scope };
}

/** Is it what the system proposes first? */
export function agrees(ruling: Ruling, kept: Kept): boolean {
  const [first] = kept.faults;
  return (
    first !== undefined &&
    kept.kind === "repair" &&
    first.faultCode === ruling.faultCode &&
    first.urgency === ruling.urgency &&
    first.scope === ruling.scope
  );
}
