"use client";
import { useCallback, useEffect, useState } from "react";
import { type Filter, readFilter, writeFilter } from "./filterTickets.ts";

/** The filter as the address has it; Back and a saved view bring another. `changed` is told of every new one. */
export function useFilter(
  query: Record<string, string>,
  replace: (change: (parts: URLSearchParams) => void) => void,
) {
  const [filter, setState] = useState<Filter>(() => readFilter(new URLSearchParams(query)));
  useEffect(() => {
    const went = () => setState(readFilter(new URLSearchParams(location.search)));
    window.addEventListener("popstate", went);
    return () => window.removeEventListener("popstate", went);
  }, []);
  const setFilter = useCallback(
    (wanted: Filter) => {
      setState(wanted);
      replace((parts) => writeFilter(parts, wanted));
    },
    [replace],
  );
  return { filter, setFilter };
}
