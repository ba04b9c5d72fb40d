"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { emptyDrawer } from "#app/_photo/drawer.ts";
import { withDoorDraft } from "./doorDraft.ts";
import { type Draft, isBlank, newDraft } from "./draft.ts";

export type Sent = { ticketId: string; number: string };
const sentDrawer = "mendline.report.sent";

/**
 * The person's draft, kept on this device at every change until it is registered. `ready` is false until it has been
 * looked for, which only the browser can do.
 */
export function useDraft(personId: string) {
  const drawer = `mendline.report.${personId}`;
  const [draft, setDraft] = useState<Draft | null>(null);
  const latest = useRef<Draft | null>(null);

  useEffect(() => {
    const kept = { ...newDraft(), ...read<Partial<Draft>>(localStorage, drawer) };
    // A draft from before the place was kept with its label.
    const scanned = kept.scanned?.place === undefined ? null : kept.scanned;
    const found = withDoorDraft({ ...kept, scanned });
    latest.current = found;
    if (!isBlank(found)) write(localStorage, drawer, found);
    setDraft(found);
  }, [drawer]);

  const change = useCallback(
    (patch: Partial<Draft>) => {
      if (latest.current === null) return;
      latest.current = { ...latest.current, ...patch };
      write(localStorage, drawer, latest.current);
      setDraft(latest.current);
    },
    [drawer],
  );

  /** The draft is registered: nothing of it may be sent again. */
  const drop = useCallback(
    (sent: Sent | null) => {
      latest.current = newDraft();
      write(localStorage, drawer, null);
      void emptyDrawer(photoDrawer(personId));
      if (sent) write(sessionStorage, sentDrawer, sent);
    },
    [drawer, personId],
  );

  return { draft, change, drop };
}

/** Where this person's pictures wait that the server does not have yet. */
export function photoDrawer(personId: string): string {
  return `report.${personId}`;
}

/** What this tab has sent last, for somebody who presses Back. */
export function lastSent(): Sent | null {
  return read<Sent>(sessionStorage, sentDrawer);
}

function read<T>(store: Storage, drawer: string): T | null {
  try {
    return JSON.parse(store.getItem(drawer) ?? "null") as T | null;
  } catch {
    return null;
  }
}

function write(store: Storage, drawer: string, value: unknown): void {
  try {
    if (value === null) store.removeItem(drawer);
    else store.setItem(drawer, JSON.stringify(value));
  } catch {
    // A full or forbidden store: the draft then lives as long as the page.
  }
}
