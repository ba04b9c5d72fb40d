"use client";
import { useEffect, useRef } from "react";
import type { TicketNews } from "#server/live/contract.ts";
import { liveSocket, useLiveSocket } from "./connection.ts";

/** Calls `changed` whenever one of these tickets moves, and once after every (re)connection, when news may have been missed. */
export function useFollow(ticketIds: string[], changed: () => void): void {
  useLiveSocket();
  const latest = useRef(changed);
  latest.current = changed;
  const ids = ticketIds.join(" ");
  useEffect(() => {
    const socket = liveSocket();
    const wanted = ids === "" ? [] : ids.split(" ");
    const join = () => {
      for (const id of wanted) socket.emit("follow", id, () => {});
      latest.current();
    };
    const moved = (news: TicketNews) => {
      if (wanted.includes(news.ticketId)) latest.current();
    };
    if (socket.connected) join();
    socket.on("connect", join);
    socket.on("moved", moved);
    return () => {
      socket.off("connect", join);
      socket.off("moved", moved);
      for (const id of wanted) if (socket.connected) socket.emit("unfollow", id);
    };
  }, [ids]);
}

/** Calls `changed` when this person's homes, or what is reported there, change, and after every (re)connection. */
export function useHomesMoved(changed: () => void): void {
  useLiveSocket();
  const latest = useRef(changed);
  latest.current = changed;
  useEffect(() => {
    const socket = liveSocket();
    const call = () => latest.current();
    if (socket.connected) call();
    socket.on("connect", call);
    socket.on("homes", call);
    return () => {
      socket.off("connect", call);
      socket.off("homes", call);
    };
  }, []);
}

/** Calls `changed` when the signed-in technician's list moves, and after every (re)connection. */
export function useMyJobs(changed: () => void): void {
  useLiveSocket();
  const latest = useRef(changed);
  latest.current = changed;
  useEffect(() => {
    const socket = liveSocket();
    const call = () => latest.current();
    if (socket.connected) call();
    socket.on("connect", call);
    socket.on("jobs", call);
    return () => {
      socket.off("connect", call);
      socket.off("jobs", call);
    };
  }, []);
}
