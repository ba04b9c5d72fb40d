"use client";
import { useCallback, useEffect, useState } from "react";

/** The opened ticket, or whatever `name` stands for, as the address says (`?ticket=`): opening adds a step that Back undoes, moving on replaces it. */
export function useAddress(first: string | null, name = "ticket") {
  const [ticketId, setTicketId] = useState(first);
  useEffect(() => {
    const went = () => setTicketId(new URLSearchParams(location.search).get(name));
    window.addEventListener("popstate", went);
    return () => window.removeEventListener("popstate", went);
  }, [name]);
  const replace = useCallback((change: (parts: URLSearchParams) => void) => {
    const parts = new URLSearchParams(location.search);
    change(parts);
    history.replaceState(history.state, "", addressOf(parts));
  }, []);
  const open = useCallback(
    (id: string | null) => {
      const parts = new URLSearchParams(location.search);
      const was = parts.get(name);
      if (id === was) return setTicketId(id);
      if (id === null) parts.delete(name);
      else parts.set(name, id);
      if (was === null) history.pushState(history.state, "", addressOf(parts));
      else history.replaceState(history.state, "", addressOf(parts));
      setTicketId(id);
    },
    [name],
  );
  return { ticketId, open, replace };
}

/** A query as an address has it: a comma need not be escaped, and a link is read by people, too. */
export function queryOf(parts: URLSearchParams): string {
  return parts.toString().replaceAll("%2C", ",");
}

function addressOf(parts: URLSearchParams): string {
  const query = queryOf(parts);
  return query === "" ? location.pathname : `${location.pathname}?${query}`;
}
