"use client";
import { useContext, useEffect } from "react";
import { liveSocket } from "#app/_live/connection.ts";
import { PaintedAt, serverNow, setServerClock } from "#app/_ui/serverClock.ts";

const drawer = "mendline.field.clock";

/**
 * Due times are the server's: told by the page when it was painted, and by every beat of the link from then on. A page
 * kept on the phone was painted long ago, so there the last that was heard counts.
 */
export function useFieldClock(): void {
  const painted = useContext(PaintedAt);
  useEffect(() => {
    const heard = read();
    if (heard !== null) setServerClock(new Date(Date.now() + heard).toISOString());
    else if (painted > 0) setServerClock(new Date(painted).toISOString());
    const socket = liveSocket();
    const beat = (now: string) => {
      setServerClock(now);
      write(serverNow() - Date.now());
    };
    socket.on("beat", beat);
    return () => {
      socket.off("beat", beat);
    };
  }, [painted]);
}

function read(): number | null {
  try {
    const kept = Number.parseInt(localStorage.getItem(drawer) ?? "", 10);
    return Number.isNaN(kept) ? null : kept;
  } catch {
    return null;
  }
}

function write(offset: number): void {
  try {
    localStorage.setItem(drawer, String(Math.round(offset)));
  } catch {
    // Then the phone's own clock counts until the next beat.
  }
}
