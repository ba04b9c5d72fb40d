"use client";
import { useEffect, useState } from "react";
import { liveSocket } from "#app/_live/connection.ts";

/** Somebody who has not typed for so long has stopped, ms. */
const pause = 4_000;

/** Tells the others at this desk which ticket this screen has open, and that somebody writes about it. */
export function useLook(ticketId: string | null, siteId: string | null): void {
  const [typing, setTyping] = useState(false);
  useEffect(() => {
    setTyping(false);
    if (ticketId === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const typed = (event: Event) => {
      const field = event.target instanceof HTMLElement && event.target.closest("[role=dialog],.drawer");
      if (!field) return;
      setTyping(true);
      clearTimeout(timer);
      timer = setTimeout(() => setTyping(false), pause);
    };
    document.addEventListener("input", typed);
    return () => {
      document.removeEventListener("input", typed);
      clearTimeout(timer);
    };
  }, [ticketId]);
  useEffect(() => {
    const socket = liveSocket();
    const at = ticketId !== null && siteId !== null ? { ticketId, siteId, typing } : null;
    const tell = () => socket.emit("look", at);
    if (socket.connected) tell();
    // A new connection is a new socket, which nobody has seen look at anything.
    socket.on("connect", tell);
    return () => void socket.off("connect", tell);
  }, [ticketId, siteId, typing]);
  useEffect(() => () => void (liveSocket().connected && liveSocket().emit("look", null)), []);
}
