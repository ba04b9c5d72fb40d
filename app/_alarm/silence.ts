import type { Silence } from "#server/domain/alarm/ringing.ts";

const kept = "mendline.silence";
const watchers = new Set<() => void>();
let known: { words: string | null; silence: Silence | null } = { words: null, silence: null };
/** Where storage is shut off, a silence holds for this page alone. */
let here: string | null = null;

/** What is silenced on this device, on all of its pages; null when nothing was. It may be over already. */
export function silenceNow(): Silence | null {
  const words = stored();
  if (words !== known.words) known = { words, silence: read(words) };
  return known.silence;
}

export function keepSilence(silence: Silence | null): void {
  here = silence === null ? null : JSON.stringify(silence);
  try {
    if (here === null) localStorage.removeItem(kept);
    else localStorage.setItem(kept, here);
  } catch {
    // Said above.
  }
  for (const watcher of watchers) watcher();
}

export function watchSilence(watcher: () => void): () => void {
  const elsewhere = (event: StorageEvent) => {
    if (event.key === kept) watcher();
  };
  watchers.add(watcher);
  window.addEventListener("storage", elsewhere);
  return () => {
    watchers.delete(watcher);
    window.removeEventListener("storage", elsewhere);
  };
}

function stored(): string | null {
  try {
    return localStorage.getItem(kept);
  } catch {
    return here;
  }
}

/** Whatever else stands there is no silence. */
function read(words: string | null): Silence | null {
  try {
    const { until, rank, ids } = JSON.parse(words ?? "null") as Silence;
    return typeof until === "number" && [1, 2, 3].includes(rank) && Array.isArray(ids)
      ? { until, rank, ids }
      : null;
  } catch {
    return null;
  }
}
