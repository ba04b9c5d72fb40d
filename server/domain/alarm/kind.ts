import { isUnassigned, type Status } from "../ticket/status.ts";
import type { UrgencyLevel } from "../ticket/ticket.ts";

/** The few things that ring, gravest first. Everything else is news and makes no sound. */
export const alarmKinds = ["danger", "nobody", "unanswered", "overdue"] as const;
export type AlarmKind = (typeof alarmKinds)[number];

/** 1 danger to life, 2 nobody is on it, 3 somebody is late. Shape, word and tones follow the rank. */
export type AlarmRank = 1 | 2 | 3;
export const alarmRank: Record<AlarmKind, AlarmRank> = { danger: 1, nobody: 2, unanswered: 2, overdue: 3 };

/** What an alarm is judged by; `dueAt` is an ISO instant. */
export type Watched = { urgency: UrgencyLevel; status: Status; dueAt: string | null };

/** Only urgent work rings at all. */
export function isWatched(ticket: Pick<Watched, "urgency">): boolean {
  return ticket.urgency <= 2;
}

/**
 * Which alarms this ticket is a reason for now. Danger stands until a technician has said that he goes; that nobody may
 * go only while nobody holds it; unanswered and overdue once the promise is broken. `eligible` is null where nobody
 * looked: then no word on it is said either way. `automatic`: no desk gives it out, so that nobody may go rings whatever
 * its urgency.
 */
export function alarmsFor(
  ticket: Watched,
  seen: { danger: boolean; eligible: number | null; automatic?: boolean },
  now: string,
): Record<AlarmKind, boolean | null> {
  const urgent = isWatched(ticket);
  const waits = isUnassigned(ticket.status);
  const late = urgent && ticket.dueAt !== null && ticket.dueAt <= now;
  const unanswered = waits || ticket.status === "dispatched";
  const onTheWay = ticket.status === "accepted" || ticket.status === "en_route";
  return {
    danger: urgent && unanswered && (seen.danger || ticket.urgency === 1),
    nobody: !((urgent || seen.automatic) && waits)
      ? false
      : seen.eligible === null
        ? null
        : seen.eligible === 0,
    unanswered: late && unanswered,
    overdue: late && onTheWay,
  };
}

export type Ringing = { kind: AlarmKind; raisedAt: string; acknowledgedAt: string | null };

/** Gravest first, then what waits longest; what somebody has acknowledged comes after all that still rings. */
export function byRank(a: Ringing, b: Ringing): number {
  return (
    Number(a.acknowledgedAt !== null) - Number(b.acknowledgedAt !== null) ||
    alarmRank[a.kind] - alarmRank[b.kind] ||
    (a.raisedAt < b.raisedAt ? -1 : a.raisedAt > b.raisedAt ? 1 : 0)
  );
}
