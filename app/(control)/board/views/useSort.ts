"use client";
import { useCallback, useEffect, useLayoutEffect, useState } from "react";
import { byBreach, readSort, type Sort, type SortColumn, writeSort } from "./sortTickets.ts";
import type { TicketList } from "./TicketList.ts";

const fromAddress = () => readSort(new URLSearchParams(location.search).get("sort"));

/** The list's order, as the address has it (`?sort=-age`). A column asked for again is turned round. */
export function useSort(list: TicketList) {
  const [sort, setSort] = useState<Sort>(byBreach);
  useLayoutEffect(() => setSort(fromAddress()), []);
  useLayoutEffect(() => list.arrange(sort), [list, sort]);
  useEffect(() => {
    const went = () => setSort(fromAddress());
    window.addEventListener("popstate", went);
    return () => window.removeEventListener("popstate", went);
  }, []);
  const sortBy = useCallback((by: SortColumn) => {
    setSort((was) => {
      const now = { by, down: was.by === by && !was.down };
      const parts = new URLSearchParams(location.search);
      const word = writeSort(now);
      if (word === "") parts.delete("sort");
      else parts.set("sort", word);
      history.replaceState(history.state, "", `${location.pathname}?${parts}`);
      return now;
    });
  }, []);
  return { sort, sortBy };
}
