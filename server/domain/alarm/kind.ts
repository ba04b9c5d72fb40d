import { isWaiting, type Status } from "../ticket/status.ts";
import type { UrgencyLevel } from "../ticket/ticket.ts";

/** The few things that ring, gravest first. Everything else is news and makes no sound. */
export const alarmKinds = [
  "danger",
  "nobody",
  "declined",
  "silent",
  "unanswered",
  "soon",
  "overdue",
] as const;
export type AlarmKind = (typeof alarmKinds)[number];

/** 1 danger to life, 2 nobody is on it, 3 somebody is late or will be. Shape, word and tones follow the rank. */
export type AlarmRank = 1 | 2 | 3;
export const alarmRank: Record<AlarmKind, AlarmRank> = {
  danger: 1,
  nobody: 2,
  declined: 2,
  silent: 2,
  unanswered: 2,
  soon: 3,
  overdue: 3,
};

/** What an alarm is judged by; ISO instants. `statusSince`: since when it stands as it does. */
export type Watched = { urgency: UrgencyLevel; status: Status; dueAt: string | null; statusSince: string };

const minute = 60_000;
/** A promise that nobody is on is warned of so long before it breaks; of a shorter one after half of what was left. */
const warning = 15 * minute;
/** How long a technician may leave urgent work unanswered. */
const patience: Partial<Record<UrgencyLevel, number>> = { 1: 2 * minute, 2: 5 * minute };

/** Only urgent work rings at all. */
export function isWatched(ticket: Pick<Watched, "urgency">): boolean {
  return ticket.urgency <= 2;
}

/**
 * Which alarms this ticket is a reason for now. Danger stands until a technician has said that he goes; that nobody may
 * go only while nobody holds it; that the last one sent declined until another is; silence while he has not answered;
 * soon while nobody holds what will break shortly and no danger rings for it; unanswered and overdue once the promise is
 * broken. `eligible` is null where nobody looked: then no word on it is said either way. `automatic`: no desk gives it
 * out, so that nobody may go rings whatever its urgency.
 */
export function alarmsFor(
  ticket: Watched,
  seen: { danger: boolean; eligible: number | null; automatic?: boolean; declined?: boolean },
  now: string,
): Record<AlarmKind, boolean | null> {
  const urgent = isWatched(ticket);
  const waits = isWaiting(ticket.status);
  const late = urgent && ticket.dueAt !== null && ticket.dueAt <= now;
  const sent = ticket.status === "dispatched";
  const unanswered = waits || sent;
  const onTheWay = ticket.status === "accepted" || ticket.status === "en_route";
  const danger = urgent && unanswered && (seen.danger || ticket.urgency === 1);
  const waited = Date.parse(now) - Date.parse(ticket.statusSince);
  return {
    danger,
    nobody: !((urgent || seen.automatic) && waits)
      ? false
      : seen.eligible === null
        ? null
        : seen.eligible === 0,
    declined: urgent && waits && seen.declined === true,
    silent: sent && waited >= (patience[ticket.urgency] ?? Number.POSITIVE_INFINITY),
    unanswered: late && unanswered,
    soon: urgent && waits && !danger && !late && isSoon(ticket, now),
    overdue: late && onTheWay,
  };
}

function isSoon({ dueAt, statusSince }: Watched, now: string): boolean {
  if (dueAt === null) return false;
  const due = Date.parse(dueAt);
  const ahead = Math.min(warning, (due - Date.parse(statusSince)) / 2);
  return due - Date.parse(now) <= ahead;
}

export type Ringing = { kind: AlarmKind; raisedAt: string; acknowledgedAt: string | null; shelved?: boolean };

/** Gravest first, then what waits longest; what somebody acknowledged or put aside comes after all that still rings. */
export function byRank(a: Ringing, b: Ringing): number {
  const quiet = (each: Ringing) => Number(each.acknowledgedAt !== null || each.shelved === true);
  return (
    quiet(a) - quiet(b) ||
    alarmRank[a.kind] - alarmRank[b.kind] ||
    (a.raisedAt < b.raisedAt ? -1 : a.raisedAt > b.raisedAt ? 1 : 0)
  );
}
