"use client";
import { useEffect } from "react";
import { liveSocket } from "#app/_live/connection.ts";

/** How long a page waits for its link before it asks without one, ms. */
const patience = 4_000;

/**
 * Calls `ask` once the link stands, so that nothing is missed between the answer and the next news; where no link comes in
 * time, without it. Again after every reconnection, and when one of `news` is heard.
 */
export function useAskOnLink(ask: () => void, ...news: Array<"jobs" | "homes">): void {
  const names = news.join(" ");
  useEffect(() => {
    const socket = liveSocket();
    const heard = names === "" ? [] : (names.split(" ") as typeof news);
    let late: ReturnType<typeof setTimeout> | undefined;
    const call = () => {
      clearTimeout(late);
      ask();
    };
    if (socket.connected) call();
    else late = setTimeout(call, patience);
    socket.on("connect", call);
    for (const name of heard) socket.on(name, call);
    return () => {
      clearTimeout(late);
      socket.off("connect", call);
      for (const name of heard) socket.off(name, call);
    };
  }, [ask, names]);
}
