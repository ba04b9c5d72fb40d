/** Words that are kept on this device under a name; where storage is shut off, they hold for this page alone. */
export type DeviceKept = {
  read(): string | null;
  /** Null forgets them. */
  write(words: string | null): void;
  /** Told of every change, on this page or on another one of the device. */
  watch(watcher: () => void): () => void;
};

export function deviceKept(name: string): DeviceKept {
  const watchers = new Set<() => void>();
  let here: string | null = null;
  return {
    read() {
      try {
        return localStorage.getItem(name);
      } catch {
        return here;
      }
    },
    write(words) {
      here = words;
      try {
        if (words === null) localStorage.removeItem(name);
        else localStorage.setItem(name, words);
      } catch {
        // Said above.
      }
      for (const watcher of watchers) watcher();
    },
    watch(watcher) {
      const elsewhere = (event: StorageEvent) => {
        if (event.key === name) watcher();
      };
      watchers.add(watcher);
      window.addEventListener("storage", elsewhere);
      return () => {
        watchers.delete(watcher);
        window.removeEventListener("storage", elsewhere);
      };
    },
  };
}
