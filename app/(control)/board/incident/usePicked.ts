"use client";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { BoardStore } from "../BoardStore.ts";

export type Picked = {
  ids: ReadonlySet<string>;
  toggle(id: string): void;
  /** Everything between the last one that was picked and this one. */
  upTo(id: string): void;
  clear(): void;
};

/** The cards that somebody has picked in the queue; one that leaves the queue is no longer picked. */
export function usePicked(store: BoardStore): Picked {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<string | null>(null);
  const toggle = useCallback((id: string) => {
    setLast(id);
    setIds((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);
  const upTo = useCallback(
    (id: string) => {
      const all = [...store.queue().urgent, ...store.queue().routine];
      const [a, b] = [all.indexOf(last ?? id), all.indexOf(id)];
      const from = a < 0 ? b : Math.min(a, b);
      setLast(id);
      setIds((before) => new Set([...before, ...all.slice(from, Math.max(a, b) + 1)]));
    },
    [store, last],
  );
  const clear = useCallback(() => setIds(new Set()), []);
  useEffect(
    () =>
      store.watchAny(() => {
        setIds((before) => {
          const still = [...before].filter((id) => {
            const ticket = store.ticket(id);
            return ticket !== undefined && ticket.incidentId == null;
          });
          return still.length === before.size ? before : new Set(still);
        });
      }),
    [store],
  );
  return useMemo(() => ({ ids, toggle, upTo, clear }), [ids, toggle, upTo, clear]);
}
