"use client";
import { useEffect, useRef, useState } from "react";
import { liveSocket } from "#app/_live/connection.ts";

const every = 5 * 60_000;
const retry = 15_000;

/**
 * Keeps an unattended screen going: awake, and on the server's newest build. A new build is taken only while nothing is
 * dangerous. Answers true once the session is over, which is said on the screen.
 */
export function useKeepFresh(build: string, calm: boolean): boolean {
  const [signedOut, setSignedOut] = useState(false);
  const quiet = useRef(calm);
  quiet.current = calm;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    async function look() {
      clearTimeout(timer);
      let next = every;
      try {
        const answer = await fetch("/wall", { cache: "no-store" });
        const page = answer.ok ? await answer.text() : "";
        const gone = answer.redirected && !new URL(answer.url).pathname.startsWith("/wall");
        const newest = /data-build="([^"]*)"/.exec(page)?.[1];
        if (over) return;
        setSignedOut((was) => {
          // Signed in again in another tab: this one starts anew, since its socket was put out for good.
          if (was && !gone && answer.ok) location.reload();
          return gone;
        });
        if (newest !== undefined && newest !== build) {
          if (quiet.current) location.reload();
          else next = retry;
        }
        if (gone || !answer.ok) next = retry;
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
    socket.on("disconnect", soon);
    timer = setTimeout(look, every);
    return () => {
      over = true;
      clearTimeout(timer);
      socket.off("connect", soon);
      socket.off("disconnect", soon);
    };
  }, [build]);
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    const hold = () => {
      if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
      navigator.wakeLock.request("screen").then(
        (got) => {
          lock = got;
        },
        () => {},
      );
    };
    hold();
    document.addEventListener("visibilitychange", hold);
    return () => {
      document.removeEventListener("visibilitychange", hold);
      void lock?.release().catch(() => {});
    };
  }, []);
  return signedOut;
}
