"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { liveSocket, useLiveSocket } from "#app/_live/connection.ts";
import { api, type Outputs } from "#app/_trpc/client.ts";

export type Rings = Outputs["hotline"]["calls"];
export type Ringing = Rings["ringing"][number];

const none: Rings = { extension: "", ringing: [], mine: [] };
/** A bell that got lost is made good after so many beats of the server, ten seconds each. */
const beatsBetween = 2;

/** The calls on this operator's hotlines: asked for at every ring, after every (re)connection, and now and then. */
export function useRings(first: Rings | null): { rings: Rings; ask: () => void } {
  useLiveSocket();
  const [rings, setRings] = useState(first ?? none);
  const turn = useRef(0);
  const ask = useCallback(() => {
    const mine = ++turn.current;
    api.hotline.calls.query({}).then(
      (found) => {
        if (turn.current === mine) setRings(found);
      },
      // What is shown stays as it was; the sign in the header tells how old that is.
      () => {},
    );
  }, []);
  useEffect(() => {
    const socket = liveSocket();
    let beats = 0;
    const beat = () => {
      beats = (beats + 1) % beatsBetween;
      if (beats === 0) ask();
    };
    ask();
    socket.on("connect", ask);
    socket.on("calls", ask);
    socket.on("beat", beat);
    return () => {
      socket.off("connect", ask);
      socket.off("calls", ask);
      socket.off("beat", beat);
    };
  }, [ask]);
  return { rings, ask };
}
