"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { KeptPhoto } from "#app/_photo/upload.ts";

type Addition = { words: string; photos: KeptPhoto[] };
const nothing: Addition = { words: "", photos: [] };

/** Where pictures wait that are not sent yet. */
export function additionDrawer(ticketId: string): string {
  return `add.${ticketId}`;
}

/** What somebody is about to add to a repair, kept on this device until it is sent. `ready` once it has been looked for. */
export function useAddition(ticketId: string) {
  const drawer = `mendline.add.${ticketId}`;
  const [addition, setAddition] = useState<Addition | null>(null);
  const latest = useRef<Addition>(nothing);

  useEffect(() => {
    latest.current = { ...nothing, ...read(drawer) };
    setAddition(latest.current);
  }, [drawer]);

  const change = useCallback(
    (patch: Partial<Addition>) => {
      latest.current = { ...latest.current, ...patch };
      keep(drawer, latest.current);
      setAddition(latest.current);
    },
    [drawer],
  );
  return { ...(addition ?? nothing), ready: addition !== null, change };
}

function read(drawer: string): Partial<Addition> {
  try {
    return (JSON.parse(localStorage.getItem(drawer) ?? "null") as Addition | null) ?? {};
  } catch {
    return {};
  }
}

function keep(drawer: string, addition: Addition): void {
  try {
    if (addition.words === "" && addition.photos.length === 0) localStorage.removeItem(drawer);
    else localStorage.setItem(drawer, JSON.stringify(addition));
  } catch {
    // A full or forbidden store: it lives as long as the page.
  }
}
