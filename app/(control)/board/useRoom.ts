"use client";
import { useLayoutEffect, useState } from "react";

/** The control room's own element: layers open inside it, so that they wear its theme. */
export function useRoom(): HTMLElement | null {
  const [room, setRoom] = useState<HTMLElement | null>(null);
  // In the same step as what asks for it: a layer that comes later has missed the first keys that were meant for it.
  useLayoutEffect(() => setRoom(document.getElementById("control-room")), []);
  return room;
}
