import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import type { Promised } from "../sla/promise.ts";
import { addMinutes } from "../time/day.ts";
import type { TicketEventType } from "./event.ts";
import { isHarmless } from "./stale.ts";
import { evolve, type Ticket, type TicketPatch } from "./ticket.ts";

/** For so long a deed of the desk can be taken back by whoever did it, minutes. */
export const undoMinutes = 2;

/** Deeds of the desk that leave nothing behind but a message: what a technician has done at the door is not among them. */
export const undoable = [
  "assigned",
  "withdrawn",
  "vacated",
  "transferred",
  "triaged",
  "cancelled",
  "turned_down",
  "pause_over",
] as const satisfies readonly TicketEventType[];
export type Undoable = (typeof undoable)[number];

/** One event of a ticket, as far as taking it back has to know it. `by`: the person; `at`: ISO. */
export type Told = {
  type: TicketEventType;
  ticketId: string;
  siteId: string;
  ticketVersion: number;
  at: string;
  by: string | null;
  patch: TicketPatch;
  /** Of a taking back: the version of the deed that it took back. */
  undid: number | null;
};

export type Undo = { undid: Undoable } & Restored;
type Restored = { patch: TicketPatch; before: Ticket };

/** The clocks reckon these anew from the story. */
const promises: Record<keyof Promised, true> = {
  acknowledgeBy: true,
  contactBy: true,
  arriveBy: true,
  finishBy: true,
  dueAt: true,
  dueClock: true,
  capAt: true,
};

/**
 * What taking back the event of version `of` restores: exactly what that event changed. `story` is the whole of it,
 * oldest first. Refusals: NOT_UNDOABLE (another kind of deed, somebody else's, or one that took the ticket out of an
 * incident), UNDO_LATE (params.minutes), STALE once something followed that must not be overlooked. What followed and was
 * itself taken back again is no more: so a person goes back through his deeds one by one.
 */
export function undoOf(story: readonly Told[], of: number, by: string, now: string): Undo | Refusal {
  const at = story.findIndex((each) => each.ticketVersion === of);
  const undid = undoable.find((type) => type === story[at]?.type);
  if (undid === undefined) return refuse("NOT_UNDOABLE");
  const restored = restoredAt(story, at, by, now);
  return isRefusal(restored) ? restored : { undid, ...restored };
}

/**
 * What taking back the last merging restores where it is taken back like any other deed: by whoever did it, at once, and
 * nothing has followed. `of` is its version. Null where it is not: then the ticket begins anew in the queue.
 */
export function unmergeOf(
  story: readonly Told[],
  by: string,
  now: string,
): ({ of: number } & Restored) | null {
  const at = story.findLastIndex((each) => each.type === "merged");
  const restored = restoredAt(story, at, by, now);
  return isRefusal(restored) ? null : { of: story[at]!.ticketVersion, ...restored };
}

function restoredAt(story: readonly Told[], at: number, by: string, now: string): Restored | Refusal {
  const deed = story[at];
  if (deed === undefined || deed.by !== by || "incidentId" in deed.patch) return refuse("NOT_UNDOABLE");
  const of = deed.ticketVersion;
  const after = story.slice(at + 1);
  const takenBack = new Set(after.flatMap((later) => later.undid ?? []));
  if (takenBack.has(of) || after.some((later) => !isOver(later, takenBack))) return refuse("STALE");
  if (now > addMinutes(deed.at, undoMinutes))
    return refuse("UNDO_LATE", { params: { minutes: undoMinutes } });
  const before = story.slice(0, at).reduce<Ticket | null>(evolve, null);
  if (before === null) return refuse("NOT_UNDOABLE");
  const changed = Object.keys(deed.patch).filter((key) => !(key in promises)) as Array<keyof TicketPatch>;
  const patch = Object.fromEntries(changed.map((key) => [key, before[key] ?? null])) as TicketPatch;
  return { patch, before };
}

/** Does it stand in the way no more: it undid nothing, or it was taken back, or it is the taking back of such a deed? */
function isOver(later: Told, takenBack: ReadonlySet<number>): boolean {
  return isHarmless(later.type) || later.undid !== null || takenBack.has(later.ticketVersion);
}
