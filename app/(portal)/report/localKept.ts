/** Where this person's draft is. */
export function draftDrawer(personId: string): string {
  return `mendline.report.${personId}`;
}

/** Where the pictures of that draft wait that the server does not have yet. */
export function photoDrawer(personId: string): string {
  return `report.${personId}`;
}

/** What a store of this browser keeps under this name; null when nothing, or nothing that can be read. */
export function readKept<T>(store: Storage, drawer: string): T | null {
  try {
    return JSON.parse(store.getItem(drawer) ?? "null") as T | null;
  } catch {
    return null;
  }
}

/** Keeps it there, or with null no longer. False: a full or forbidden store, so it lives as long as the page. */
export function writeKept(store: Storage, drawer: string, value: unknown): boolean {
  try {
    if (value === null) store.removeItem(drawer);
    else store.setItem(drawer, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
