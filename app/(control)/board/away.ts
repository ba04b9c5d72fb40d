"use client";
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { api, type Outputs } from "#app/_trpc/client.ts";
import type { BoardStore } from "./BoardStore.ts";

export type Away = Outputs["technician"]["away"][number];
type Room = { away: ReadonlyMap<string, Away>; again(): void };

export const AwayContext = createContext<Room>({ away: new Map(), again: () => {} });

/** Asked again so often besides: a break changes no ticket, so no event tells of it. */
const lookEvery = 10_000;

/** Who says that he is not there, kept up to date. */
export function useAway(store: BoardStore): Room {
  const [away, setAway] = useState<ReadonlyMap<string, Away>>(new Map());
  const again = useCallback(() => {
    api.technician.away.query({}).then(
      (rows) => setAway(new Map(rows.map((row) => [row.technicianId, row]))),
      () => {},
    );
  }, []);
  useEffect(() => {
    again();
    const timer = setInterval(again, lookEvery);
    const stop = store.watchEvents((events) => {
      if (events.some((event) => event.type === "withdrawn" || event.type === "vacated")) again();
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
