"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { type Told, toldBy } from "#app/_trpc/refusal.ts";
import type { BoardEvent } from "#server/operations/board/since.ts";
import type { DayTicket } from "#server/operations/board/timeline.ts";
import type { BoardStore } from "../BoardStore.ts";
import { patchedDay } from "./patchedDay.ts";

type Answer = Outputs["board"]["timeline"];
export type LiveDay = Omit<Answer, "tickets"> & { tickets: ReadonlyMap<string, DayTicket> };

/** Shifts change and midnight comes without an event, ms. */
const lookAgain = 120_000;
const retryAfter = 3_000;
/** An agreed time is no turn of a ticket: it is asked for. */
const agreedAnew: ReadonlySet<string> = new Set([
  "appointment_chosen",
  "appointment_changed",
  "appointment_cancelled",
  "appointment_offered",
]);

/**
 * One day of the sites' technicians: asked for once, then kept by the board's own events; asked for again when the board
 * read itself anew. `day` null is today.
 */
export function useDay(store: BoardStore, siteIds: readonly string[], day: string | null) {
  const [live, setLive] = useState<LiveDay | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const newest = useRef(0);
  /** Heard while the question was out: the answer may be older. */
  const meanwhile = useRef<BoardEvent[]>([]);
  const asking = useRef(0);
  const sites = siteIds.join(" ");
  const ask = useCallback(() => {
    const mine = ++newest.current;
    asking.current += 1;
    const from = meanwhile.current.length;
    return api.board.timeline
      .query({ siteIds: sites.split(" "), ...(day === null ? {} : { day }) })
      .then(
        (answer) => {
          if (mine !== newest.current) return true;
          const tickets = new Map(answer.tickets.map((ticket) => [ticket.id, ticket]));
          const fresh: LiveDay = { ...answer, tickets };
          setLive(patchedDay(fresh, meanwhile.current.slice(from), store.ticket) ?? fresh);
          setTold(null);
          return true;
        },
        (error: unknown) => {
          if (mine === newest.current) setTold(toldBy(error));
          return false;
        },
      )
      .finally(() => {
        asking.current -= 1;
        if (asking.current === 0) meanwhile.current = [];
      });
  }, [sites, day, store]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const again = async () => {
      clearTimeout(timer);
      const came = await ask();
      if (!over) timer = setTimeout(again, came ? lookAgain : retryAfter);
    };
    void again();
    const stop = store.watchChanged((_ids, events) => {
      if (events.length === 0 || events.some(({ type }) => agreedAnew.has(type))) return void again();
      if (asking.current > 0) meanwhile.current.push(...events);
      setLive((before) => (before === null ? before : (patchedDay(before, events, store.ticket) ?? before)));
    });
    return () => {
      over = true;
      newest.current += 1;
      clearTimeout(timer);
      stop();
    };
  }, [ask, store]);
  return { live, told, ask };
}
