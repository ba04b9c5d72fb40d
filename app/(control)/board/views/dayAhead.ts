import { type Left, layAhead } from "#server/domain/dispatch/ahead.ts";
import type { Turn } from "#server/domain/dispatch/dayTrack.ts";
import { type Span, within } from "#server/domain/dispatch/shifts.ts";
import type { Status } from "#server/domain/ticket/status.ts";
import type { PauseReason } from "#server/domain/ticket/ticket.ts";
import type { DayTicket } from "#server/operations/board/timeline.ts";
import type { Day, Known } from "./dayRows.ts";

type Coming = Left & { ticket: DayTicket; reason: PauseReason | null; order: string };

/** A part of this day that one job is expected to take. */
export type Expected = Span & { technicianId: string; ticket: DayTicket; reason: PauseReason | null };

/** What each still has to do on this day, by the usual minutes: the work at hand first, then by due time. */
export function expectedOn(
  { tickets, booked, span, now }: Day,
  known: Known,
  onShift: ReadonlyMap<string, Span[]>,
): Expected[] {
  const expected: Expected[] = [];
  const times = new Map(booked.map((each) => [each.ticketId, each.from]));
  const coming = new Map<string, Coming[]>();
  for (const ticket of tickets.values()) {
    const last = ticket.turns.at(-1);
    const order = last && orderOf[last.status];
    const time = times.get(ticket.id);
    if (!last || order === undefined || last.technicianId === null || typeof time === "string") continue;
    const list = coming.get(last.technicianId) ?? [];
    coming.set(last.technicianId, list);
    const left = leftOf(ticket, last, now, known);
    if (left.ms > 0) list.push({ ...left, kept: time === null, order: `${order} ${known.due(ticket.id)}` });
  }
  const isToday = now >= span.from;
  for (const [technicianId, list] of coming) {
    const returns = known.returns(technicianId);
    if (returns === null) continue;
    const from = Math.max(now, returns === undefined ? now : Date.parse(returns));
    list.sort((a, b) => (a.order < b.order ? -1 : 1));
    const { laid, beyond } = layAhead(list, onShift.get(technicianId) ?? [], from);
    // What goes back to the desk before another day is nobody's on it.
    const pieces = Map.groupBy(isToday ? [...laid, ...beyond] : laid, (each) => each.id);
    for (const { id, ticket, reason, rests } of list) {
      const all = pieces.get(id) ?? [];
      const drawn = all.map((each) => within(each, span)).filter((each) => each.from < each.until);
      // What he comes to only after the day stands at its end, without length: he has it all the same.
      if (drawn.length === 0 && all.length > 0 && isToday && rests === null)
        drawn.push({ from: span.until, until: span.until });
      expected.push(...drawn.map((each) => ({ technicianId, ticket, reason, ...each })));
    }
  }
  return expected;
}

/** What he does first; what is with nobody or done has no place. */
const orderOf: Partial<Record<Status, number>> = {
  on_site: 0,
  en_route: 1,
  accepted: 2,
  dispatched: 2,
  paused: 3,
};

/** How much of it is left, and whether it rests. */
function leftOf(ticket: DayTicket, last: Turn, now: number, known: Known): Omit<Coming, "order" | "kept"> {
  const usual = known.minutes(ticket.faultCode) * 60_000;
  const backAt = known.backAt(ticket.id);
  const rests = last.status === "paused";
  return {
    ticket,
    id: ticket.id,
    ms: last.status === "on_site" ? Math.max(0, usual - (now - Date.parse(last.at))) : usual,
    begun: last.status === "on_site" || last.status === "en_route",
    rests: !rests ? null : backAt === null ? Number.POSITIVE_INFINITY : Date.parse(backAt),
    reason: rests ? last.pauseReason : null,
  };
}
