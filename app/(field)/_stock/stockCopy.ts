import { api, type Outputs } from "#app/_trpc/client.ts";

export type Stock = Outputs["stock"]["mine"];
/** What was kept on the phone by an older app has no time zone. */
type Site = Stock["sites"][number];
export type SiteStock = Omit<Site, "timeZone"> & Partial<Pick<Site, "timeZone">>;
export type Part = SiteStock["materials"][number];

const drawerOf = (personId: string) => `mendline.stock.${personId}`;

/** Read from the phone once for each person. */
const known = new Map<string, Stock | null>();
const watchers = new Set<() => void>();

/** What this phone last heard of the person's materials; null when it never did. */
export function stockOf(personId: string): Stock | null {
  if (personId === "") return null;
  if (!known.has(personId)) known.set(personId, read(personId));
  return known.get(personId) ?? null;
}

export function watchStock(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Asks the office and keeps the answer on the phone; without network what is kept stays. */
export async function renewStock(personId: string): Promise<void> {
  const stock = await api.stock.mine.query({});
  known.set(personId, stock);
  try {
    localStorage.setItem(drawerOf(personId), JSON.stringify(stock));
  } catch {
    // A full or forbidden store: the list then lives as long as the page.
  }
  for (const watcher of watchers) watcher();
}

function read(personId: string): Stock | null {
  try {
    const kept = localStorage.getItem(drawerOf(personId));
    return kept === null ? null : (JSON.parse(kept) as Stock);
  } catch {
    return null;
  }
}
