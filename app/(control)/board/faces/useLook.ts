"use client";
import { useEffect, useState } from "react";
import { liveSocket } from "#app/_live/connection.ts";
import { typingEvery } from "#server/live/contract.ts";

/** Somebody who has not typed for so long has stopped, ms. */
const pause = 4_000;
/** Where something is typed about a job: its panel, and a sheet that is not the board's own. */
const about = ".drawer, [role=dialog][data-about=ticket]";

/** Tells the others at this desk which ticket this screen has open, and that somebody writes about it. */
export function useLook(ticketId: string | null, siteId: string | null): void {
  const [typing, setTyping] = useState(false);
  useEffect(() => {
    setTyping(false);
    if (ticketId === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const typed = (event: Event) => {
      if (!(event.target instanceof HTMLElement) || event.target.closest(about) === null) return;
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
    // Whoever is cut off says nothing more, and so types no more.
    const again = typing ? setInterval(() => socket.connected && tell(), typingEvery) : undefined;
    return () => {
      clearInterval(again);
      socket.off("connect", tell);
    };
  }, [ticketId, siteId, typing]);
  useEffect(() => () => void (liveSocket().connected && liveSocket().emit("look", null)), []);
}
