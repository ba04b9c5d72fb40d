type Clock = { ahead: number; watchers: Set<() => void> };

// Pages and plain Node are two module graphs in one process: what both must agree on hangs on globalThis.
const key = Symbol.for("mendline.clock");
const shared = globalThis as unknown as Record<symbol, Clock | undefined>;

function clock(): Clock {
  shared[key] ??= { ahead: 0, watchers: new Set() };
  return shared[key];
}

/** What time it is here. Doors and jobs ask this once per request or round and hand it on; nothing else reads a clock. */
export function now(): Date {
  return new Date(Date.now() + clock().ahead);
}

/** Calls when the clock was set, so that what waits for a time need not wait for its next round. Returns how to stop. */
export function onClockSet(watcher: () => void): () => void {
  const { watchers } = clock();
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/**
 * Lets the process that started this one set its clock, by the message `{ clockAhead: ms }`, and answers with the same.
 * For rehearsals: a night's escalations pass in a minute. Nobody else can reach it.
 */
export function letParentSetClock(): void {
  process.on("message", (message: unknown) => {
    const said = (message as { clockAhead?: unknown } | null)?.clockAhead;
    if (typeof said !== "number" || !Number.isFinite(said)) return;
    clock().ahead = said;
    for (const watcher of clock().watchers) watcher();
    process.send?.({ clockAhead: said });
  });
}
