"use client";
import { useEffect, useRef, useState } from "react";
import { liveSocket, shakeHandsAgain, useLiveSocket } from "#app/_live/connection.ts";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { toldBy } from "#app/_trpc/refusal.ts";
import { setServerClock } from "#app/_ui/serverClock.ts";

export type WallNow = Outputs["wall"]["now"];
export type WallRow = WallNow["late"]["rows"][number];

/** Asked without any news: what is late becomes so without an event, ms. */
const every = 5_000;
/** Many events of one moment are one question, and a busy server is asked less, ms. */
const gather = 400;
const restPerAnswer = 5;
/** An answer that takes longer is none, ms. */
const patience = 8_000;
/** Without an answer for so long the wall is not to be believed, ms. */
const believed = 10_000;

type Wall = {
  now: WallNow | null;
  /** The last answer is too old to be believed. */
  stale: boolean;
  /** Whoever looks here has no leave any more; asked on, because it may come back. */
  ended: boolean;
  /** Asks at once, as whoever the page is now. */
  again(): void;
};

/**
 * What stands on the wall, asked anew whenever something happened there and every five seconds besides. Whatever goes
 * wrong, it goes on asking: the last answer stays with its time, and heals by itself.
 */
export function useWall(first: WallNow | null): Wall {
  useLiveSocket();
  const [now, setNow] = useState(first);
  const [stale, setStale] = useState(false);
  const [ended, setEnded] = useState(false);
  const [turn, setTurn] = useState(0);
  const over = useRef(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    let asking = false;
    let again = false;
    let answeredAt = Date.now();
    let mayAskAt = 0;
    // A new turn is somebody new at this page: what the last one was told of himself does not hold.
    over.current = turn === 0 ? over.current : true;

    async function ask() {
      clearTimeout(timer);
      if (asking) {
        again = true;
        return;
      }
      asking = true;
      again = false;
      const began = Date.now();
      try {
        const answer = await api.wall.now.query({}, { signal: AbortSignal.timeout(patience) });
        if (gone) return;
        answeredAt = Date.now();
        setServerClock(answer.now);
        setNow(answer);
        setStale(false);
        if (over.current) shakeHandsAgain();
        over.current = false;
        setEnded(false);
      } catch (error) {
        const { code } = toldBy(error);
        if (gone) return;
        over.current = code === "NOT_SIGNED_IN" || code === "NOT_ALLOWED" || over.current;
        setEnded(over.current);
      } finally {
        asking = false;
        const took = Date.now() - began;
        mayAskAt = Date.now() + Math.max(gather, took * restPerAnswer);
        if (!gone) timer = setTimeout(ask, again ? mayAskAt - Date.now() : every);
      }
    }
    const soon = () => {
      clearTimeout(timer);
      if (asking) again = true;
      else timer = setTimeout(ask, Math.max(gather, mayAskAt - Date.now()));
    };
    const socket = liveSocket();
    const news = ["connect", "disconnect", "connect_error", "events", "wall"] as const;
    for (const each of news) socket.on(each, soon);
    const watch = setInterval(() => setStale(Date.now() - answeredAt > believed), 1_000);
    void ask();
    return () => {
      gone = true;
      clearTimeout(timer);
      clearInterval(watch);
      for (const each of news) socket.off(each, soon);
    };
  }, [turn]);
  return { now, stale, ended, again: () => setTurn((before) => before + 1) };
}
