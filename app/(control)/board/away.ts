"use client";
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { api, type Outputs } from "#app/_trpc/client.ts";
import type { BoardStore } from "./BoardStore.ts";

export type Away = Outputs["technician"]["away"][number];
type Room = {
  away: ReadonlyMap<string, Away>;
  /** Asks again, and ends when the board knows; or could not be told. */
  again(): Promise<void>;
};

export const AwayContext = createContext<Room>({ away: new Map(), again: async () => {} });

/** Asked again so often besides: a break changes no ticket, so no event tells of it. */
const lookEvery = 10_000;

/** Who says that he is not there, kept up to date. */
export function useAway(store: BoardStore): Room {
  const [away, setAway] = useState<ReadonlyMap<string, Away>>(new Map());
  const asked = useRef(0);
  const again = useCallback(async () => {
    asked.current += 1;
    const turn = asked.current;
    const rows = await api.technician.away.query({}).catch(() => null);
    if (rows !== null && turn === asked.current) setAway(new Map(rows.map((row) => [row.technicianId, row])));
  }, []);
  useEffect(() => {
    void again();
    const timer = setInterval(again, lookEvery);
    const stop = store.watchEvents((events) => {
      if (events.some((event) => event.type === "withdrawn" || event.type === "vacated")) void again();
    });
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [again, store]);
  return useMemo(() => ({ away, again }), [away, again]);
}

export function useAwayRoom(): Room {
  return useContext(AwayContext);
}
