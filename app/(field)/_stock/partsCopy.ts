import { api, type Outputs } from "#app/_trpc/client.ts";

export type TicketParts = Outputs["stock"]["ofTicket"];
export type Charge = TicketParts["charges"][number];
/** The parts and quotes of one job as the office last said; `version` of the job for which it was asked, `at` when, ms. */
export type PartsKept = {
  parts: TicketParts;
  quotes: Outputs["quote"]["of"];
  version?: number;
  at?: number;
};

/** Jobs whose parts are kept on the phone, at most. */
const mostKept = 40;
const drawerOf = (personId: string) => `mendline.parts.${personId}`;

/** Read from the phone once for each person. */
const known = new Map<string, Record<string, PartsKept>>();
const watchers = new Set<() => void>();

export function watchParts(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

/** What this phone last heard of the parts of a job; null when it never did. */
export function partsOf(personId: string, ticketId: string): PartsKept | null {
  return allOf(personId)[ticketId] ?? null;
}

/** The lines on a job that stand, as the office last said. */
export function chargesKept(personId: string, ticketId: string): Charge[] {
  return partsOf(personId, ticketId)?.parts.charges.filter(({ voided }) => !voided) ?? [];
}

/** Asks the office about one job and keeps the answer on the phone. Rejects without an answer; what is kept then stays. */
export async function renewParts(personId: string, ticketId: string, version: number): Promise<void> {
  const at = Date.now();
  const [parts, quotes] = await Promise.all([
    api.stock.ofTicket.query({ ticketId }),
    api.quote.of.query({ ticketId }),
  ]);
  const { [ticketId]: before, ...others } = allOf(personId);
  // Asked before what is known already: an answer that was overtaken.
  if ((before?.at ?? 0) > at) return;
  const answer: PartsKept = { parts, quotes, version, at };
  const all = Object.fromEntries([...Object.entries(others), [ticketId, answer]].slice(-mostKept));
  known.set(personId, all);
  try {
    localStorage.setItem(drawerOf(personId), JSON.stringify(all));
  } catch {
    // A full or forbidden store: it then lives as long as the page.
  }
  for (const watcher of watchers) watcher();
}

function allOf(personId: string): Record<string, PartsKept> {
  const all = known.get(personId) ?? read(personId);
  known.set(personId, all);
  return all;
}

function read(personId: string): Record<string, PartsKept> {
  try {
    return JSON.parse(localStorage.getItem(drawerOf(personId)) ?? "{}") as Record<string, PartsKept>;
  } catch {
    return {};
  }
}

/** Which of his jobs have to be asked about: those that have moved since, that were never asked about, or long ago, ms. */
export function partsDue(
  jobs: ReadonlyArray<{ id: string; version: number }>,
  keptOf: (id: string) => Pick<PartsKept, "version" | "at"> | null,
  now: number,
  often: number,
): string[] {
  const due = jobs.filter(({ id, version }) => {
    const kept = keptOf(id);
    return kept === null || kept.version !== version || now - (kept.at ?? 0) > often || (kept.at ?? 0) > now;
  });
  return due.slice(0, mostKept).map(({ id }) => id);
}
