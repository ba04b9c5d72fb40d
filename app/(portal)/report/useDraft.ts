"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { emptyDrawer } from "#app/_photo/drawer.ts";
import { withDoorDraft } from "./doorDraft.ts";
import { type Draft, isBlank, newDraft } from "./draft.ts";
import { draftDrawer, photoDrawer, readKept as read, writeKept as write } from "./localKept.ts";
import { isPressed } from "./waiting.ts";

export type Sent = { ticketId: string; number: string };
const sentDrawer = "mendline.report.sent";

/**
 * The person's draft, kept on this device at every change until it is registered. `ready` is false until it has been
 * looked for, which only the browser can do.
 */
export function useDraft(personId: string) {
  const drawer = draftDrawer(personId);
  const [draft, setDraft] = useState<Draft | null>(null);
  const latest = useRef<Draft | null>(null);

  useEffect(() => {
    const last = read<Partial<Draft>>(localStorage, drawer);
    // The page went in the moment in which it was pressed: it is no draft any more.
    const pressed = last?.key !== undefined && isPressed(personId, last.key);
    const kept = { ...newDraft(), ...(pressed ? {} : last) };
    // A draft from before the place was kept with its label.
    const scanned = kept.scanned?.place === undefined ? null : kept.scanned;
    const found = withDoorDraft({ ...kept, scanned });
    latest.current = found;
    if (!isBlank(found)) write(localStorage, drawer, found);
    setDraft(found);
  }, [drawer, personId]);

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

  /** What was dropped leaves the form to another. */
  const anew = useCallback(() => setDraft(latest.current), []);

  return { draft, change, drop, anew };
}

/** What this tab has sent last, for somebody who presses Back. */
export function lastSent(): Sent | null {
  return read<Sent>(sessionStorage, sentDrawer);
}
