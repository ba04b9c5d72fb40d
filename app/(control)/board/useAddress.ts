"use client";
import { useCallback, useEffect, useState } from "react";

/** The opened ticket as the address says (`?ticket=`): opening adds a step that Back undoes, moving on replaces it. */
export function useAddress(first: string | null) {
  const [ticketId, setTicketId] = useState(first);
  useEffect(() => {
    const went = () => setTicketId(new URLSearchParams(location.search).get("ticket"));
    window.addEventListener("popstate", went);
    return () => window.removeEventListener("popstate", went);
  }, []);
  const replace = useCallback((change: (parts: URLSearchParams) => void) => {
    const parts = new URLSearchParams(location.search);
    change(parts);
    history.replaceState(history.state, "", addressOf(parts));
  }, []);
  const open = useCallback((id: string | null) => {
    const parts = new URLSearchParams(location.search);
    const was = parts.get("ticket");
    if (id === was) return setTicketId(id);
    if (id === null) parts.delete("ticket");
    else parts.set("ticket", id);
    if (was === null) history.pushState(history.state, "", addressOf(parts));
    else history.replaceState(history.state, "", addressOf(parts));
    setTicketId(id);
  }, []);
  return { ticketId, open, replace };
}

function addressOf(parts: URLSearchParams): string {
  const query = parts.toString();
  return query === "" ? location.pathname : `${location.pathname}?${query}`;
}
