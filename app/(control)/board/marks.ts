"use client";
import { createContext, useCallback, useContext, useEffect, useState } from "react";
import { liveSocket } from "#app/_live/connection.ts";
import { api, type Outputs } from "#app/_trpc/client.ts";
import type { EventType } from "#server/domain/ticket/event.ts";
import type { BoardStore } from "./BoardStore.ts";

export type Mark = Outputs["board"]["marks"][number];
type ByTicket = ReadonlyMap<string, Mark>;

export const MarksContext = createContext<ByTicket>(new Map());

const telling: readonly EventType[] = [
  "repeat_of",
  "repeat_undone",
  "appointment_chosen",
  "appointment_changed",
  "appointment_cancelled",
];

/** Which open jobs are returns, and when somebody comes; asked again when an event may have changed it. */
export function useMarks(store: BoardStore): ByTicket {
  const [marks, setMarks] = useState<ByTicket>(new Map());
  const ask = useCallback(() => {
    api.board.marks.query({}).then(
      (rows) => setMarks(new Map(rows.map((row) => [row.ticketId, row]))),
      () => {},
    );
  }, []);
  useEffect(() => {
    const socket = liveSocket();
    ask();
    socket.on("connect", ask);
    const stop = store.watchEvents((events) => {
      if (events.some((event) => telling.includes(event.type))) ask();
    });
    return () => {
      stop();
      socket.off("connect", ask);
    };
  }, [ask, store]);
  return marks;
}

export function useMark(ticketId: string): Mark | undefined {
  return useContext(MarksContext).get(ticketId);
}
