"use client";
import { useEffect, useState } from "react";

/** The control room's own element: layers open inside it, so that they wear its theme. */
export function useRoom(): HTMLElement | null {
  const [room, setRoom] = useState<HTMLElement | null>(null);
  useEffect(() => setRoom(document.getElementById("control-room")), []);
  return room;
}
