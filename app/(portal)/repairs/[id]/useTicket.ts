"use client";
import { useCallback, useRef, useState } from "react";
import { useFollow, useHomesMoved } from "#app/_live/useFollow.ts";
import { api } from "#app/_trpc/client.ts";
import { toldBy } from "#app/_trpc/refusal.ts";
import type { Detail } from "./detail.ts";

/**
 * One repair as it is now: asked anew whenever it moves and after every reconnection. `failed`: the newest question had
 * no answer. An answer that is older than what is shown is dropped.
 */
export function useTicket(first: Detail) {
  const [detail, setDetail] = useState(first);
  const [failed, setFailed] = useState(false);
  const asked = useRef(0);
  const refetch = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    try {
      const fresh = await api.ticket.get.query({ ticketId: first.ticket.id });
      setDetail((shown) => (fresh.ticket.version >= shown.ticket.version ? fresh : shown));
      setFailed(false);
    } catch (error) {
      // It is theirs no more: the page says so.
      if (toldBy(error).code === "NOT_FOUND") window.location.reload();
      if (mine === asked.current) setFailed(true);
    }
  }, [first.ticket.id]);
  useFollow([first.ticket.id], refetch);
  useHomesMoved(() => void refetch());
  return { detail, failed, refetch };
}
