"use client";
import { useEffect, useRef } from "react";
import { liveSocket } from "#app/_live/connection.ts";
import type { TicketNews } from "#server/live/contract.ts";

/** The newest thing heard about each ticket, so that a job that vanishes can say why. Read it, do not draw from it. */
export function useLastNews() {
  const last = useRef(new Map<string, TicketNews["type"]>());
  useEffect(() => {
    const socket = liveSocket();
    const note = (news: TicketNews) => last.current.set(news.ticketId, news.type);
    socket.on("jobs", note);
    socket.on("moved", note);
    return () => {
      socket.off("jobs", note);
      socket.off("moved", note);
    };
  }, []);
  return last;
}
