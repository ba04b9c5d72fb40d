import { type Call, isBlank } from "./call.ts";
import { type Calls, readCalls, remember } from "./calls.ts";

/** Where a browser keeps words for all its windows: localStorage. */
export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/**
 * Each call lies in the store by itself, so that two windows of one operator write past each other, and never over
 * what the other one holds. Beside them lies the order of the tabs, which call was on the line, and which calls of the
 * phone system have had their tab.
 */
const drawerOf = (personId: string) => `mendline.calls.${personId}`;

/** The calls as any window kept them; whatever is not a call is left out, and there is always one. */
export function readStore(store: Store, personId: string): Calls {
  const drawer = drawerOf(personId);
  const about = parsed(store.getItem(drawer)) as { order?: unknown; all?: unknown } | null;
  const found = new Map<string, unknown>();
  // Before each lay by itself they all lay here.
  for (const call of Array.isArray(about?.all) ? about.all : []) found.set(call?.key, call);
  for (let at = 0; at < store.length; at++) {
    const name = store.key(at);
    if (name?.startsWith(`${drawer}.`)) found.set(name.slice(drawer.length + 1), parsed(store.getItem(name)));
  }
  const order = Array.isArray(about?.order) ? about.order : [];
  const place = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  const all = [...found].sort(([a], [b]) => place(a) - place(b)).map(([, call]) => call);
  return readCalls({ ...about, all });
}

/** Keeps what this window changed: the calls that are new or other than before, and no others. */
export function keepInStore(store: Store, personId: string, before: Calls, after: Calls): void {
  const drawer = drawerOf(personId);
  const about = parsed(store.getItem(drawer)) as { known?: string[]; all?: unknown } | null;
  // While they all lay in one drawer none lay by itself.
  const held = new Map(about?.all === undefined ? before.all.map((call) => [call.key, call]) : []);
  for (const call of after.all) {
    if (held.get(call.key) === call) continue;
    if (isBlank(call)) store.removeItem(`${drawer}.${call.key}`);
    else store.setItem(`${drawer}.${call.key}`, JSON.stringify(call));
  }
  const left = new Set(after.all.map(({ key }) => key));
  for (const key of held.keys()) if (!left.has(key)) store.removeItem(`${drawer}.${key}`);
  const known = remember(Array.isArray(about?.known) ? about.known : [], after.known ?? []);
  if (known.length === 0 && after.all.every(isBlank)) store.removeItem(drawer);
  else store.setItem(drawer, JSON.stringify({ order: after.all.map(({ key }) => key), at: after.at, known }));
}

/** What another window's change of the store is about: one call and what it is now, null when it is over. */
export function heardFrom(
  personId: string,
  change: { key: string | null; newValue: string | null },
): { key: string; call: Call | null } | null {
  const front = `${drawerOf(personId)}.`;
  if (!change.key?.startsWith(front)) return null;
  const key = change.key.slice(front.length);
  if (change.newValue === null) return { key, call: null };
  const call = readCalls({ all: [parsed(change.newValue)] }).all[0]!;
  return call.key === key ? { key, call } : null;
}

function parsed(kept: string | null): unknown {
  try {
    return JSON.parse(kept ?? "null");
  } catch {
    // Not ours, or not whole.
    return null;
  }
}
