"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { liveSocket } from "#app/_live/connection.ts";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { type Told, toldBy } from "#app/_trpc/refusal.ts";

export type Call = Outputs["escalation"]["list"][number];

/** A ring that repeats makes no event; it is seen within so many ms. */
const lookEvery = 20_000;

/** What deadlines ask for and nobody has in hand: read anew when one rings, is answered, or its ticket moves. */
export function useCalls() {
  const [calls, setCalls] = useState<Call[]>([]);
  const [told, setTold] = useState<Told | null>(null);
  const asked = useRef(0);
  const known = useRef<Call[]>([]);
  const again = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    try {
      const fresh = await api.escalation.list.query({});
      if (mine !== asked.current) return;
      known.current = fresh;
      setCalls(fresh);
      setTold(null);
    } catch (error) {
      if (mine === asked.current) setTold(toldBy(error));
    }
  }, []);
  useEffect(() => {
    const socket = liveSocket();
    const heard = (batch: Array<{ type: string; ticketId: string }>) => {
      const ours = batch.some(
        ({ type, ticketId }) =>
          type.startsWith("escalat") || known.current.some((call) => call.ticketId === ticketId),
      );
      if (ours) void again();
    };
    const look = () => void again();
    look();
    socket.on("events", heard);
    socket.on("connect", look);
    const timer = setInterval(look, lookEvery);
    return () => {
      clearInterval(timer);
      socket.off("events", heard);
      socket.off("connect", look);
    };
  }, [again]);
  return { calls, told, again };
}
