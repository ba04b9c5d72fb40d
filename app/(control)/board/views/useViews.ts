"use client";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { BoardStore, Filter } from "../BoardStore.ts";
import { useAddress } from "../useAddress.ts";
import type { SortNames } from "./sortTickets.ts";
import { TicketList } from "./TicketList.ts";
import { readDay, readView, type View } from "./view.ts";
import type { Category, Viewing } from "./viewing.ts";

/** Between two looks at what has become late, ms. */
const lateEvery = 10_000;

type Given = {
  store: BoardStore;
  filter: Filter;
  names: SortNames;
  categories: readonly Category[];
  query: Record<string, string>;
  /** Asks who reported once more; true when it lets others through. */
  reportedAgain(): Promise<boolean>;
};

/** Which view the address asks for, and every open ticket that the filter lets through. */
export function useViews({ store, filter, names, categories, query, reportedAgain }: Given): Viewing {
  const address = useAddress(query.view ?? null, "view");
  const day = useAddress(query.day ?? null, "day");
  const by = useAddress(query.by ?? null, "by");
  const latest = useRef(names);
  latest.current = names;
  const [list] = useState(() => new TicketList(store, () => latest.current));
  const filtered = useRef(filter);
  useLayoutEffect(() => {
    if (filtered.current === filter) return;
    filtered.current = filter;
    store.filter(filter);
    list.arrange();
  }, [store, list, filter]);
  useEffect(() => {
    if (!filter.late) return;
    const timer = setInterval(() => {
      store.again();
      list.again();
    }, lateEvery);
    return () => clearInterval(timer);
  }, [store, list, filter.late]);
  // Who is looked for may report while the words stand; as any arrival, it moves nothing that is held.
  useEffect(
    () =>
      store.watchEvents((events) => {
        if (!events.some((event) => event.type === "reported")) return;
        void reportedAgain().then((more) => {
          if (!more) return;
          store.again();
          list.again();
        });
      }),
    [store, list, reportedAgain],
  );
  const show = useCallback((view: View) => address.open(view === "lanes" ? null : view), [address.open]);
  const view = readView(address.ticketId);
  return useMemo(
    () => ({
      view,
      show,
      list,
      categories,
      day: readDay(day.ticketId),
      setDay: day.open,
      byState: by.ticketId === "state",
      setByState: (byState: boolean) => by.open(byState ? "state" : null),
    }),
    [view, show, list, categories, day.ticketId, day.open, by.ticketId, by.open],
  );
}
