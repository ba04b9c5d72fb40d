import { api } from "#app/_trpc/client.ts";
import { serverNow } from "#app/_ui/serverClock.ts";
import { leadMinutes, type Window } from "#server/domain/appointment/slots.ts";

/** When he could come for a job, and as of when that is known, ISO instant. */
export type KnownSlots = { at: string; free: Window[] };
type Slots = Record<string, KnownSlots>;

const drawerOf = (personId: string) => `mendline.field.slots.${personId}`;

/** Read from the phone once for each person. */
const known = new Map<string, Slots>();

/** What this phone last heard of his free times for a job, without those that have passed; null when it never did. */
export function slotsOf(personId: string, ticketId: string): KnownSlots | null {
  const slots = allOf(personId)[ticketId];
  if (slots === undefined) return null;
  const soonest = new Date(serverNow() + leadMinutes * 60_000).toISOString();
  return { at: slots.at, free: slots.free.filter(({ from }) => from >= soonest) };
}

/** Is there a job among these of whose times this phone knows nothing? */
export function lacksSlots(personId: string, ticketIds: readonly string[]): boolean {
  const slots = allOf(personId);
  return ticketIds.some((id) => slots[id] === undefined);
}

/** Asks the office for the times of all his jobs and keeps the answer; without network what is kept stays. */
export async function renewSlots(personId: string): Promise<void> {
  const { now, jobs } = await api.appointment.mine.query({});
  keep(personId, Object.fromEntries(jobs.map(({ ticketId, free }) => [ticketId, { at: now, free }])));
}

/** What the office has just said of one job. */
export function heardSlots(personId: string, ticketId: string, free: Window[]): void {
  keep(personId, {
    ...allOf(personId),
    [ticketId]: { at: new Date(serverNow()).toISOString(), free },
  });
}

function allOf(personId: string): Slots {
  const slots = known.get(personId) ?? read(personId);
  known.set(personId, slots);
  return slots;
}

function keep(personId: string, slots: Slots): void {
  known.set(personId, slots);
  try {
    localStorage.setItem(drawerOf(personId), JSON.stringify(slots));
  } catch {
    // A full or forbidden store: they then live as long as the page.
  }
}

function read(personId: string): Slots {
  try {
    return JSON.parse(localStorage.getItem(drawerOf(personId)) ?? "{}") as Slots;
  } catch {
    return {};
  }
}
