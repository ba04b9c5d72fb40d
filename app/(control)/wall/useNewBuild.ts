"use client";
import { useEffect, useRef } from "react";
import { liveSocket } from "#app/_live/connection.ts";
import { reloadWhenReachable } from "#app/_live/reloadWhenReachable.ts";

const every = 5 * 60_000;
const retry = 15_000;

/**
 * Takes the server's newest build: only while nothing is dangerous, and only when the page and the server behind it have
 * just answered. Otherwise the wall stays as it is, and looks again.
 */
export function useNewBuild(build: string, calm: boolean): void {
  const quiet = useRef(calm);
  quiet.current = calm;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    async function look() {
      clearTimeout(timer);
      let next = every;
      try {
        const answer = await fetch(window.location.pathname, { cache: "no-store" });
        const page = answer.ok ? await answer.text() : "";
        const newest = /data-build="([^"]*)"/.exec(page)?.[1];
        if (over) return;
        if (!answer.ok) next = retry;
        if (newest !== undefined && newest !== build) {
          next = retry;
          if (quiet.current) await reloadWhenReachable();
        }
      } catch {
        next = retry;
      }
      if (!over) timer = setTimeout(look, next);
    }
    const socket = liveSocket();
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(look, 1_000);
    };
    socket.on("connect", soon);
    timer = setTimeout(look, every);
    return () => {
      over = true;
      clearTimeout(timer);
      socket.off("connect", soon);
    };
  }, [build]);
}
