"use client";
import { useEffect, useRef, useState } from "react";
import { beginCatchUp, liveSocket, useLiveSocket } from "#app/_live/connection.ts";
import { api } from "#app/_trpc/client.ts";
import { setServerClock } from "#app/_ui/serverClock.ts";
import { type BoardSnapshot, BoardStore, type Filter, type Technician } from "./BoardStore.ts";
import { type FaultNames, type PeopleNames, ticketMatcher } from "./filterTickets.ts";

/** Between two looks at the roster: shifts begin and end without an event. */
const rosterEvery = 60_000;
const retryAfter = 2_000;

export type Loading = "loading" | "ready" | "failed";
export type BoardData = {
  store: BoardStore;
  technicians: Technician[];
  loading: Loading;
  /** More is open than one snapshot carries. */
  more: boolean;
};

/**
 * The board's state for as long as the page is open: painted from the server's first part, completed by the whole
 * snapshot, then kept exact by the socket; after every reconnection it asks for what it missed.
 */
export function useBoardStore(
  first: BoardSnapshot,
  faults: FaultNames,
  filter: Filter,
  reported: (text: string, ticketId: string) => boolean,
): BoardData {
  const [technicians, setTechnicians] = useState(first.technicians);
  const people = useRef<PeopleNames>(new Map());
  if (people.current.size !== technicians.length)
    people.current = new Map(technicians.map((who) => [who.id, who]));
  const [loading, setLoading] = useState<Loading>("loading");
  const [more, setMore] = useState(false);
  const [store] = useState(() => {
    setServerClock(first.now);
    const snapshot = async () => {
      const end = beginCatchUp();
      try {
        const fresh = await api.board.snapshot.query({});
        setServerClock(fresh.now);
        setTechnicians(fresh.technicians);
        setMore(fresh.more);
        return fresh;
      } finally {
        end();
      }
    };
    const since = async (siteId: string, seq: number) => {
      const end = beginCatchUp();
      try {
        return await api.board.since.query({ siteId, seq });
      } finally {
        end();
      }
    };
    return new BoardStore(
      first,
      { snapshot, since },
      ticketMatcher(faults, () => people.current, reported),
      filter,
    );
  });
  useLiveSocket();
  const whole = useRef(false);
  useEffect(() => {
    const socket = liveSocket();
    let over = false;
    let again: ReturnType<typeof setTimeout> | undefined;
    const load = async () => {
      clearTimeout(again);
      try {
        if (whole.current) await store.stream.catchUp();
        else await store.stream.reload();
        whole.current = true;
        if (!over) setLoading("ready");
      } catch {
        if (over) return;
        if (!whole.current) setLoading("failed");
        again = setTimeout(load, retryAfter);
      }
    };
    const events = (batch: Parameters<BoardStore["stream"]["take"]>[0]) => store.stream.take(batch);
    const beat = (now: string) => setServerClock(now);
    socket.on("connect", load);
    socket.on("events", events);
    socket.on("beat", beat);
    void load();
    const roster = setInterval(() => {
      api.board.snapshot.query({ limit: 1 }).then(
        (fresh) => setTechnicians(fresh.technicians),
        () => {},
      );
    }, rosterEvery);
    return () => {
      over = true;
      clearTimeout(again);
      clearInterval(roster);
      socket.off("connect", load);
      socket.off("events", events);
      socket.off("beat", beat);
    };
  }, [store]);
  return { store, technicians, loading, more };
}
