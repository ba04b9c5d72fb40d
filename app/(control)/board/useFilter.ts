"use client";
import { useCallback, useEffect, useState } from "react";
import { type Filter, readFilter, writeFilter } from "./filterTickets.ts";

/** The filter as the address has it; Back and a saved view bring another. A site that is not among `sites` is none. */
export function useFilter(
  query: Record<string, string>,
  sites: ReadonlyMap<string, unknown>,
  replace: (change: (parts: URLSearchParams) => void) => void,
) {
  const [filter, setState] = useState<Filter>(() => readFilter(new URLSearchParams(query), sites));
  useEffect(() => {
    const went = () => setState(readFilter(new URLSearchParams(location.search), sites));
    window.addEventListener("popstate", went);
    return () => window.removeEventListener("popstate", went);
  }, [sites]);
  const setFilter = useCallback(
    (wanted: Filter) => {
      setState(wanted);
      replace((parts) => writeFilter(parts, wanted));
    },
    [replace],
  );
  return { filter, setFilter };
}
